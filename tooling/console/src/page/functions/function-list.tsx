import { useMemo, useState } from 'preact/hooks';
import type { FunctionSummary } from '../../api/console-api.ts';
import { Badge } from '../parts/badge.tsx';
import { formatBytes } from '../parts/format-bytes.ts';
import { EmptyNote } from '../parts/notes.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { goTo } from '../use-route.ts';
import { describeState } from './describe-state.ts';
import { findFunctions } from './find-functions.ts';

interface FunctionListProps {
  readonly functions: readonly FunctionSummary[];
  readonly selected: string | undefined;
}

const keyOf = ({ lambda }: FunctionSummary) => lambda;

/** Every function in two lines, of which only those exist that can be seen. */
export function FunctionList({ functions, selected }: FunctionListProps) {
  const [search, setSearch] = useState('');
  const found = useMemo(() => findFunctions(functions, search), [functions, search]);
  return (
    <>
      <div class="list-head">
        <SearchField
          label="Search functions"
          placeholder="Name, state or trigger"
          value={search}
          onInput={setSearch}
        />
        <p class="count" role="status">
          {found.length === functions.length
            ? `${functions.length} functions`
            : `${found.length} of ${functions.length}`}
        </p>
      </div>
      {functions.length === 0 && (
        <EmptyNote title="There are no lambdas yet">
          Make the first one with <code>pnpm lambda new</code>.
        </EmptyNote>
      )}
      {functions.length > 0 && found.length === 0 && (
        <EmptyNote title={`Nothing matches “${search}”`}>
          <button type="button" onClick={() => setSearch('')}>
            Show all
          </button>
        </EmptyNote>
      )}
      {found.length > 0 && (
        <VirtualList
          label="Functions"
          items={found}
          rowHeight={56}
          keyOf={keyOf}
          selected={selected}
          onOpen={({ lambda }) => goTo(['functions', lambda])}
        >
          {(summary) => <FunctionRow summary={summary} />}
        </VirtualList>
      )}
    </>
  );
}

function FunctionRow({ summary }: { readonly summary: FunctionSummary }) {
  const { lambda, triggers, deployed } = summary;
  const { word, tone, title } = describeState(summary);
  const started = triggers.map(({ title: text }) => text).join(', ');
  return (
    <div class="function-row">
      <span class="row-name" title={lambda}>
        {lambda}
      </span>
      <Badge tone={tone} title={title}>
        {word}
      </Badge>
      <span class="row-note" title={started}>
        {started || 'Started by calls only'}
      </span>
      <span class="row-figures">
        {deployed?.live && <span title="Live version">v{deployed.live.version}</span>}
        {deployed && <span title="Size of the zip">{formatBytes(deployed.codeSize)}</span>}
      </span>
    </div>
  );
}
