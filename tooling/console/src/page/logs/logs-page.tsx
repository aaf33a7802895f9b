import { useId, useMemo, useState } from 'preact/hooks';
import type { FunctionsAnswer } from '../../api/console-api.ts';
import { useLive, useLiveFollower } from '../live/live-context.ts';
import type { LogBuffer, LogLine } from '../live/log-buffer.ts';
import { useStore } from '../live/store.ts';
import { EmptyNote } from '../parts/notes.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { replaceRoute } from '../use-route.ts';
import { filterLines } from './filter-lines.ts';
import { LineDetail } from './line-detail.tsx';
import { LogRow } from './log-row.tsx';

interface LogsPageProps {
  readonly query: Readonly<Record<string, string>>;
  readonly functions: FunctionsAnswer | undefined;
}

const keyOf = ({ id }: LogLine) => String(id);

/** What functions write, as it comes. */
export function LogsPage({ query, functions }: LogsPageProps) {
  const live = useLiveFollower();
  const current = useStore(live.log);
  const [held, setHeld] = useState<LogBuffer>();
  const [openId, setOpenId] = useState<number>();
  const { text = '', function: source = '', own = '' } = query;
  const shown = held ?? current;
  const lines = useMemo(
    () => filterLines(shown.lines, { text, source, withoutPlatform: own === 'no' }),
    [shown.lines, text, source, own],
  );
  const open = lines.find(({ id }) => id === openId);
  const filterBy = (change: Readonly<Record<string, string>>) =>
    replaceRoute(['logs'], { text, function: source, own, ...change });
  const newest = current.lines.at(-1)?.id ?? 0;
  const since = held === undefined ? 0 : newest - (held.lines.at(-1)?.id ?? 0);

  return (
    <div class="logs">
      <h1 class="unseen">Logs</h1>
      <div class="bar">
        <SearchField
          label="Search log lines"
          placeholder="Words of a line, or a request id"
          value={text}
          onInput={(value) => filterBy({ text: value })}
        />
        <SourceField
          value={source}
          names={functions?.functions.map(({ functionName }) => functionName) ?? []}
          onInput={(value) => filterBy({ function: value })}
        />
        <label
          class="check"
          title="What Lambda says of each invocation: its start, its end, its report"
        >
          <input
            type="checkbox"
            checked={own !== 'no'}
            onChange={({ currentTarget }) => filterBy({ own: currentTarget.checked ? '' : 'no' })}
          />
          Lambda’s own
        </label>
        <button
          type="button"
          aria-pressed={held !== undefined}
          onClick={() => setHeld(held === undefined ? current : undefined)}
        >
          {held === undefined ? 'Pause' : 'Resume'}
        </button>
        <button
          type="button"
          onClick={() => {
            live.clearLog();
            setHeld(undefined);
            setOpenId(undefined);
          }}
        >
          Clear
        </button>
        <p class="count" role="status">
          {countOf(lines.length, shown)}
          {held !== undefined && ` · paused${since > 0 ? `, ${since} new` : ''}`}
        </p>
      </div>
      <Losses buffer={shown} />
      {lines.length === 0 ? (
        <NoLines
          isFiltered={text !== '' || source !== '' || own !== ''}
          onShowAll={() => replaceRoute(['logs'], {})}
        />
      ) : (
        <VirtualList
          label="Log lines"
          className="log-lines"
          items={lines}
          rowHeight={24}
          keyOf={keyOf}
          selected={open && keyOf(open)}
          followsEnd={held === undefined}
          onOpen={({ id }) => setOpenId(id === openId ? undefined : id)}
        >
          {(line) => <LogRow line={line} />}
        </VirtualList>
      )}
      {open && (
        <LineDetail
          line={open}
          onClose={() => setOpenId(undefined)}
          onFilter={(change) => filterBy(change)}
        />
      )}
    </div>
  );
}

const countOf = (count: number, { lines }: LogBuffer) =>
  count === lines.length ? `${count} lines` : `${count} of ${lines.length} lines`;

/** Says what is missing: nobody shall look for a line that is not there any more. */
function Losses({ buffer: { dropped, lost } }: { readonly buffer: LogBuffer }) {
  if (dropped === 0 && lost === 0) return null;
  return (
    <p class="note note-warn" role="status">
      {dropped > 0 && `${dropped} older lines were dropped: this page keeps the last 10,000. `}
      {lost > 0 && `${lost} lines came too fast, and were left out. `}
      <code>lambda logs</code> has all of them.
    </p>
  );
}

interface SourceFieldProps {
  readonly value: string;
  readonly names: readonly string[];
  readonly onInput: (value: string) => void;
}

function SourceField({ value, names, onInput }: SourceFieldProps) {
  const id = useId();
  return (
    <div class="search">
      <label class="unseen" for={id}>
        Function
      </label>
      <input
        id={id}
        list={`${id}-names`}
        value={value}
        placeholder="All functions"
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

interface NoLinesProps {
  readonly isFiltered: boolean;
  readonly onShowAll: () => void;
}

function NoLines({ isFiltered, onShowAll }: NoLinesProps) {
  const { connection } = useLive();
  if (isFiltered) {
    return (
      <EmptyNote title="No line matches">
        <button type="button" onClick={onShowAll}>
          Show all lines
        </button>
      </EmptyNote>
    );
  }
  if (connection === 'connecting') return <p class="loading">Connecting…</p>;
  return (
    <EmptyNote title="Nothing was written yet">
      Lines appear here as soon as a function runs: invoke one, or fire a schedule.
    </EmptyNote>
  );
}
