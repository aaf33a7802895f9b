import { render } from 'preact';
import { App } from './app.tsx';
import { startLive } from './live/live.ts';
import { LiveProvider } from './live/live-context.ts';
import { NowProvider } from './parts/now-context.ts';
import { applyTheme, readTheme } from './theme.ts';

/** The page's entry: what it does by itself begins here, and the time of day is read here alone. */
const page = document.querySelector('#page');
if (page === null) throw new Error('index.html has no place for the page.');

applyTheme(readTheme());
const live = startLive();

render(
  <NowProvider value={() => new Date()}>
    <LiveProvider value={live}>
      <App />
    </LiveProvider>
  </NowProvider>,
  page,
);
