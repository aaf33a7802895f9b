import { useId } from 'preact/hooks';
import type { SampleEvent } from '../../api/console-api.ts';

interface EventEditorProps {
  readonly lambda: string;
  readonly samples: readonly SampleEvent[];
  readonly text: string;
  readonly problem: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** Chooses an event, or writes one. */
export function EventEditor(props: EventEditorProps) {
  const { lambda, samples, text, problem, onChange, onRun } = props;
  const id = useId();
  const chosen = samples.find((sample) => sample.text === text)?.name ?? '';
  return (
    <div class="editor">
      {samples.length > 0 ? (
        <p class="field">
          <label for={`${id}-sample`}>Sample</label>
          <select
            id={`${id}-sample`}
            value={chosen}
            onChange={({ currentTarget: { value } }) => {
              const sample = samples.find(({ name }) => name === value);
              if (sample !== undefined) onChange(sample.text);
            }}
          >
            {chosen === '' && <option value="">Your own</option>}
            {samples.map(({ name, hasExpectation }) => (
              <option key={name} value={name}>
                {hasExpectation ? `${name} (with an expectation)` : name}
              </option>
            ))}
          </select>
        </p>
      ) : (
        <p class="quiet">
          Files in <code>lambdas/{lambda}/events/</code> are offered here as samples.
        </p>
      )}
      <label class="unseen" for={`${id}-text`}>
        Event as JSON
      </label>
      <textarea
        id={`${id}-text`}
        rows={10}
        spellcheck={false}
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onRun();
        }}
      />
      <p id={`${id}-problem`} class="problem" aria-live="polite">
        {problem}
      </p>
    </div>
  );
}
