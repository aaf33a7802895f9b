import type { LocalEvent, LocalEvents } from '@tooling/core/local-api';
import { useMemo, useState } from 'preact/hooks';
import { useAnswer } from '../answers/use-answer.ts';
import { Badge } from '../parts/badge.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { formatBytes } from '../parts/format-bytes.ts';
import { indentJson } from '../parts/indent-json.ts';
import { LocalTime } from '../parts/local-time.tsx';
import { Answered, EmptyNote } from '../parts/notes.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { shortTarget } from '../schedules/short-target.ts';

/** Events that were put on buses, the newest first, with the rules that they matched. */
export function EventsView() {
  const answer = useAnswer<LocalEvents>('/_local/events', { everySeconds: 3 });
  return (
    <Answered answer={answer} failure="The events cannot be read.">
      {({ events }) =>
        events.length === 0 ? (
          <EmptyNote title="No event was put on a bus yet">
            The last 300 are shown here, with the rules that they matched; a restart forgets them.
          </EmptyNote>
        ) : (
          <Events events={events} />
        )
      }
    </Answered>
  );
}

function Events({ events }: { readonly events: readonly LocalEvent[] }) {
  const [search, setSearch] = useState('');
  const found = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return events.filter(({ text, bus, rules }) => {
      const all = [text, bus, ...rules.map(({ name }) => name)].join('\n').toLowerCase();
      return words.every((word) => all.includes(word));
    });
  }, [events, search]);
  return (
    <>
      <div class="bar">
        <SearchField label="Search events" value={search} onInput={setSearch} />
        <p class="count" role="status">
          {found.length === events.length
            ? `${events.length} events`
            : `${found.length} of ${events.length}`}
        </p>
      </div>
      {found.length === 0 && <EmptyNote title={`No event matches “${search}”`} />}
      <ul class="cards">
        {found.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ul>
    </>
  );
}

function Event({ event }: { readonly event: LocalEvent }) {
  const { bus, at, source, detailType, text, truncated, size, rules } = event;
  const [isOpen, setOpen] = useState(false);
  return (
    <li class="card">
      <div class="card-head">
        <button type="button" class="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {detailType}
        </button>
        <span class="quiet">{source}</span>
        <LocalTime at={at} />
        <code class="quiet">{bus}</code>
      </div>
      {rules.length === 0 ? (
        <p class="matched">
          <Badge tone="warn">No rule matched</Badge>
        </p>
      ) : (
        <ul class="matched">
          {rules.map((rule) => (
            <li key={rule.name}>
              <Badge tone="good">matched</Badge> <code>{rule.name}</code>
              {rule.targets.length > 0 && ` → ${rule.targets.map(shortTarget).join(', ')}`}
            </li>
          ))}
        </ul>
      )}
      {isOpen && <CodeBlock label="Event" text={truncated ? text : indentJson(text)} />}
      {isOpen && truncated && <p class="quiet">The beginning of {formatBytes(size)}.</p>}
    </li>
  );
}
