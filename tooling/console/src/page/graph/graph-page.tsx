import { useState } from 'preact/hooks';
import type { GraphAnswer } from '../../api/console-api.ts';
import { AnswerError, ask } from '../answers/ask.ts';
import { useAnswer } from '../answers/use-answer.ts';
import { LocalTime } from '../parts/local-time.tsx';
import { Answered, EmptyNote, ErrorNote, ProblemNote } from '../parts/notes.tsx';
import { GraphView } from './graph-view.tsx';

/** What depends on what, and what the next deploy would do. */
export function GraphPage({ query }: { readonly query: Readonly<Record<string, string>> }) {
  const answer = useAnswer<GraphAnswer>('/_console/api/graph', { everySeconds: 10 });
  const [isPlanning, setPlanning] = useState(false);
  const [error, setError] = useState<AnswerError>();
  const plan = () => {
    if (isPlanning || answer.value?.plan.state === 'making') return;
    setPlanning(true);
    setError(undefined);
    ask('/_console/api/plan', { method: 'POST' })
      .then(answer.reload)
      .catch((failure: unknown) =>
        setError(failure instanceof AnswerError ? failure : new AnswerError(0, String(failure))),
      )
      .finally(() => setPlanning(false));
  };
  const state = answer.value?.plan;
  const isMaking = isPlanning || state?.state === 'making';
  return (
    <div class="graph">
      <h1 class="unseen">Graph</h1>
      <div class="bar">
        <button type="button" class="primary" aria-disabled={isMaking} onClick={plan}>
          {isMaking ? 'Making the plan…' : 'Make the plan'}
        </button>
        <p class="quiet" role="status">
          {isMaking && 'It builds what changed, and compares it with what is live.'}
          {!isMaking && state?.state === 'none' && 'Colours tell what the next deploy would do.'}
          {!isMaking && state?.state === 'made' && (
            <>
              Plan of <LocalTime at={state.at} />
            </>
          )}
        </p>
      </div>
      {error && <ErrorNote title="The plan could not be made." error={error} onRetry={plan} />}
      {!error && !isMaking && state?.state === 'failed' && (
        <ProblemNote title="The plan could not be made." problem={state} />
      )}
      {answer.value?.problem && state?.state !== 'failed' && (
        <ProblemNote
          title="The workspace cannot be read as a whole."
          problem={answer.value.problem}
        />
      )}
      <Answered answer={answer} failure="The graph cannot be read.">
        {(graph) =>
          graph.nodes.length === 0 ? (
            <EmptyNote title="There are no lambdas and packages yet">
              Make the first lambda with <code>pnpm lambda new</code>.
            </EmptyNote>
          ) : (
            <GraphView answer={graph} selected={query.select} />
          )
        }
      </Answered>
    </div>
  );
}
