import type { ComponentChildren } from 'preact';
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
        {error.status > 0 && <span class="quiet"> ({error.status})</span>}
      </p>
      <p class="note-text">{error.message}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
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
