import type { ComponentChildren } from 'preact';
import type { Problem } from '../../api/console-api.ts';
import type { AnswerError } from '../answers/ask.ts';
import type { Answer } from '../answers/use-answer.ts';

interface ErrorNoteProps {
  readonly title: string;
  readonly error: AnswerError;
  readonly onRetry?: (() => void) | undefined;
}

/** What was refused or failed, in the words of the server. */
export function ErrorNote({ title, error, onRetry }: ErrorNoteProps) {
  return (
    <div class="note note-bad" role="alert">
      <p>
        <strong>{title}</strong>
        {error.status > 0 && <span class="note-status"> ({error.status})</span>}
      </p>
      <ProblemText problem={error.problem} />
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

interface ProblemNoteProps {
  readonly title: string;
  readonly problem: Problem;
}

/** What is wrong with the workspace, beside what can be shown all the same. */
export function ProblemNote({ title, problem }: ProblemNoteProps) {
  return (
    <div class="note note-bad" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <ProblemText problem={problem} />
    </div>
  );
}

function ProblemText({ problem: { message, problems = [], hint } }: { readonly problem: Problem }) {
  return (
    <>
      <p class="note-text">{message}</p>
      {problems.length > 0 && (
        <ul class="plain-list note-text">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {hint !== undefined && <p class="note-text">→ {hint}</p>}
    </>
  );
}

interface EmptyNoteProps {
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Nothing is there, and what to do about it. */
export function EmptyNote({ title, children }: EmptyNoteProps) {
  return (
    <div class="note note-empty">
      <p class="note-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}

interface AnsweredProps<Value> {
  readonly answer: Answer<Value>;
  /** What could not be read, for the case that it could not: "The functions cannot be read". */
  readonly failure: string;
  readonly children: (value: Value) => ComponentChildren;
}

/** What was answered; before that, that it is awaited; and what went wrong, with what is known from before. */
export function Answered<Value>({ answer, failure, children }: AnsweredProps<Value>) {
  const { value, error, isLoading, reload } = answer;
  return (
    <>
      {error && <ErrorNote title={failure} error={error} onRetry={reload} />}
      {isLoading && (
        <p class="loading" role="status">
          Loading…
        </p>
      )}
      {value !== undefined && children(value)}
    </>
  );
}
