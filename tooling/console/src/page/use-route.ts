import { useEffect, useState } from 'preact/hooks';
import { hashOf, parseRoute, type Route } from './route.ts';

/** The route, and again whenever the address changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    // It may have changed between the drawing and now.
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return parseRoute(hash);
}

/** Goes there, as a link would. */
export function goTo(path: readonly string[], query?: Readonly<Record<string, string>>): void {
  location.hash = hashOf(path, query);
}

/** Changes the address without a step back in the browser's history: a filter is no place. */
export function replaceRoute(
  path: readonly string[],
  query: Readonly<Record<string, string>>,
): void {
  const hash = hashOf(path, query);
  if (hash === location.hash) return;
  history.replaceState(history.state, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
