import { useEffect, useRef, useState } from 'preact/hooks';
import type { EventsAnswer, SampleEvent } from '../../api/console-api.ts';
import { AnswerError } from '../answers/ask.ts';
import { useAnswer } from '../answers/use-answer.ts';
import { ErrorNote } from '../parts/notes.tsx';
import { checkEvent } from './check-event.ts';
import { EventEditor } from './event-editor.tsx';
import { invoke, type Outcome } from './invoke.ts';
import { OutcomeView } from './outcome-view.tsx';

interface InvokePanelProps {
  readonly lambda: string;
  readonly functionName: string;
  /** Whether there is an alias `live`; without, the function's own code is called. */
  readonly isLive: boolean;
}

/** What an invocation came to: an answer of the function, or a refusal to call it. */
type Result =
  | { readonly state: 'none' }
  | { readonly state: 'running' }
  | { readonly state: 'answered'; readonly outcome: Outcome }
  | { readonly state: 'failed'; readonly error: AnswerError };

/** Calls a function with an event of its events/ or with one that is written here. */
export function InvokePanel({ lambda, functionName, isLive }: InvokePanelProps) {
  const samples = useAnswer<EventsAnswer>(
    `/_console/api/functions/${encodeURIComponent(lambda)}/events`,
  );
  return (
    <>
      {samples.error && (
        <ErrorNote
          title="The sample events cannot be read."
          error={samples.error}
          onRetry={samples.reload}
        />
      )}
      {samples.isLoading ? (
        <p class="loading" role="status">
          Reading the sample events…
        </p>
      ) : (
        <InvokeForm
          lambda={lambda}
          functionName={functionName}
          isLive={isLive}
          samples={samples.value?.events ?? []}
        />
      )}
    </>
  );
}

interface InvokeFormProps extends InvokePanelProps {
  readonly samples: readonly SampleEvent[];
}

/**
 * Begins with the first of the samples. What stands in the editor changes by hand alone after that: a sample
 * that comes while somebody writes would mix with what is written.
 */
function InvokeForm({ lambda, functionName, isLive, samples }: InvokeFormProps) {
  const [text, setText] = useState(() => samples[0]?.text ?? '{}');
  const [result, setResult] = useState<Result>({ state: 'none' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const checked = checkEvent(text);
  const run = () => {
    if (!checked.isValid || result.state === 'running') return;
    const call = new AbortController();
    running.current = call;
    setResult({ state: 'running' });
    invoke({
      functionName,
      event: text,
      qualifier: isLive ? 'live' : '$LATEST',
      signal: call.signal,
    }).then(
      (outcome) => setResult({ state: 'answered', outcome }),
      (error: unknown) => {
        if (call.signal.aborted) setResult({ state: 'none' });
        else setResult({ state: 'failed', error: toAnswerError(error) });
      },
    );
  };

  return (
    <>
      <section aria-labelledby="event">
        <h3 id="event">Event</h3>
        <EventEditor
          lambda={lambda}
          samples={samples}
          text={text}
          problem={checked.isValid ? undefined : checked.problem}
          onChange={setText}
          onRun={run}
        />
        <div class="actions">
          <button
            type="button"
            class="primary"
            disabled={!checked.isValid}
            aria-disabled={result.state === 'running'}
            onClick={run}
          >
            {result.state === 'running' ? 'Running…' : 'Invoke'}
          </button>
          {result.state === 'running' && (
            <button type="button" onClick={() => running.current?.abort()}>
              Stop waiting
            </button>
          )}
          <span class="quiet">
            Calls <code>{isLive ? `${functionName}:live` : functionName}</code>
            <span class="only-wide">
              , <kbd>Ctrl</kbd> <kbd>Enter</kbd> from the event
            </span>
          </span>
        </div>
      </section>
      <div role="status" class="outcome">
        {result.state === 'running' && <p class="loading">The function is running…</p>}
        {result.state === 'failed' && (
          <ErrorNote title="It was not called." error={result.error} onRetry={run} />
        )}
        {result.state === 'answered' && <OutcomeView outcome={result.outcome} />}
      </div>
    </>
  );
}

const toAnswerError = (error: unknown) =>
  error instanceof AnswerError ? error : new AnswerError(0, String(error));
