import type { FunctionSummary } from '../../api/console-api.ts';
import { Badge } from '../parts/badge.tsx';
import { hashOf } from '../route.ts';
import { describeState } from './describe-state.ts';

/** Of those that somebody should look at, the first so many are named. */
const namedFunctions = 12;

/** How the functions are as a whole, for as long as none of them is open. */
export function FunctionsSummary({
  functions,
}: {
  readonly functions: readonly FunctionSummary[];
}) {
  const described = functions.map((summary) => ({ ...describeState(summary), summary }));
  const states = [...Map.groupBy(described, ({ word }) => word).values()].toSorted(
    (one, other) => other.length - one.length,
  );
  const wrong = described.filter(({ tone }) => tone === 'bad' || tone === 'warn');
  return (
    <div class="summary">
      <ul class="states">
        {states.map(([first, ...others]) => (
          <li key={first?.word}>
            <span class="state-count">{others.length + 1}</span>
            {first && <Badge tone={first.tone}>{first.word}</Badge>}
          </li>
        ))}
      </ul>
      {wrong.length > 0 && (
        <>
          <h2>To look at</h2>
          <ul class="triggers">
            {wrong.slice(0, namedFunctions).map(({ summary: { lambda }, word, tone, title }) => (
              <li key={lambda}>
                <a href={hashOf(['functions', lambda])}>{lambda}</a>
                <Badge tone={tone}>{word}</Badge>
                {title !== undefined && <span class="quiet">{title}</span>}
              </li>
            ))}
          </ul>
          {wrong.length > namedFunctions && (
            <p class="quiet">and {wrong.length - namedFunctions} more</p>
          )}
        </>
      )}
      <p class="quiet">
        Choose a function from the list: arrow keys move, Enter opens, <kbd>/</kbd> searches.
      </p>
    </div>
  );
}
