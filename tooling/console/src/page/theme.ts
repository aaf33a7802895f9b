/** Which colours the page has; `system` follows the machine's setting. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'console-theme';

/** What was chosen last in this browser. */
export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    // Where nothing may be kept, nothing was.
    return 'system';
  }
}

export function keepTheme(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // It holds until the page is closed.
  }
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}
