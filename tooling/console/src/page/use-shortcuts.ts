import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** The key `/` leads to the page's search, from wherever no text is written. */
export function useShortcuts(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.matches('input, textarea, select'))
        return;
      const search = main.current?.querySelector<HTMLElement>('[data-search]');
      if (!search) return;
      event.preventDefault();
      search.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [main]);
}
