import { useState } from 'preact/hooks';
import { applyTheme, keepTheme, readTheme, type Theme } from './theme.ts';

const themes: readonly { readonly theme: Theme; readonly title: string }[] = [
  { theme: 'system', title: 'System' },
  { theme: 'light', title: 'Light' },
  { theme: 'dark', title: 'Dark' },
];

/** Chooses the page's colours; the browser remembers it. */
export function ThemeSwitch() {
  const [chosen, setChosen] = useState(readTheme);
  return (
    <label class="theme">
      <span class="unseen">Colours</span>
      <select
        value={chosen}
        onChange={({ currentTarget }) => {
          const theme = themes.find((one) => one.theme === currentTarget.value)?.theme ?? 'system';
          applyTheme(theme);
          keepTheme(theme);
          setChosen(theme);
        }}
      >
        {themes.map(({ theme, title }) => (
          <option key={theme} value={theme}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
