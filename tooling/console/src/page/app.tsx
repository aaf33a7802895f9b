import type { FunctionsAnswer } from '../api/console-api.ts';
import { useEffect, useRef } from 'preact/hooks';
import { useAnswer } from './answers/use-answer.ts';
import { ConnectionNote } from './connection-note.tsx';
import { DataPage } from './data/data-page.tsx';
import { FunctionsPage } from './functions/functions-page.tsx';
import { GraphPage } from './graph/graph-page.tsx';
import { LogsPage } from './logs/logs-page.tsx';
import { EmptyNote } from './parts/notes.tsx';
import { SchedulesPage } from './schedules/schedules-page.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { useRoute } from './use-route.ts';
import { useShortcuts } from './use-shortcuts.ts';

const pages = [
  { name: 'functions', title: 'Functions' },
  { name: 'logs', title: 'Logs' },
  { name: 'schedules', title: 'Schedules' },
  { name: 'data', title: 'Data' },
  { name: 'graph', title: 'Graph' },
] as const;

/** The frame of all pages, and the page that the address names. */
export function App() {
  const route = useRoute();
  const [name = 'functions', ...rest] = route.path;
  const functions = useAnswer<FunctionsAnswer>('/_console/api/functions', { everySeconds: 3 });
  const main = useRef<HTMLElement>(null);
  const page = pages.find((one) => one.name === name);
  useShortcuts(main);

  useEffect(() => {
    const place = [rest[0], page?.title].filter(Boolean).join(' · ');
    document.title = place === '' ? 'Console' : `${place} · Console`;
  }, [route.path.join('/')]);

  const stage = functions.value?.stage;
  return (
    <>
      <header class="top">
        <a
          class="skip-link"
          href={location.hash || '#/functions'}
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          Skip to content
        </a>
        <p class="brand">
          <span class="brand-name">Console</span>
          {stage !== undefined && (
            <span class="stage" title="Stage">
              {stage}
            </span>
          )}
        </p>
        <nav aria-label="Pages" class="pages">
          {pages.map((one) => (
            <a
              key={one.name}
              href={`#/${one.name}`}
              aria-current={one.name === name ? 'page' : undefined}
            >
              {one.title}
            </a>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <ConnectionNote />
      <main ref={main} tabIndex={-1} class={`main main-${name}`}>
        {name === 'functions' && <FunctionsPage answer={functions} path={rest} />}
        {name === 'logs' && <LogsPage query={route.query} functions={functions.value} />}
        {name === 'schedules' && <SchedulesPage />}
        {name === 'data' && <DataPage path={rest} query={route.query} />}
        {name === 'graph' && <GraphPage query={route.query} />}
        {page === undefined && (
          <EmptyNote title={`There is no page “${name}”`}>
            <a href="#/functions">All functions</a>
          </EmptyNote>
        )}
      </main>
    </>
  );
}
