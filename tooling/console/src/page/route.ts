/** Where in the page one is: what stands behind the `#` of the address. */
export interface Route {
  /** `#/functions/predict/invoke` is `['functions', 'predict', 'invoke']`. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** What cannot be decoded is taken as it is: an address that somebody cut off still opens a page. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return {
    path: path.split('/').filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The address of a place: empty values of the query are left out. */
export function hashOf(
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string {
  const filled = Object.entries(query).filter(([, value]) => value !== '');
  const search = new URLSearchParams(filled).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
