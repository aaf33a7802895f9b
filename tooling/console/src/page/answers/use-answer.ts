import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useLive } from '../live/live-context.ts';
import { AnswerError, ask } from './ask.ts';

/** What the server answered last, and what went wrong since. */
export interface Answer<Value> {
  /** Kept while it is asked again, and when that fails. */
  readonly value?: Value | undefined;
  readonly error?: AnswerError | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface UseAnswerOptions {
  /** Asks again that often while the page is visible. */
  readonly everySeconds?: number | undefined;
}

interface Held {
  readonly path: string;
  readonly text?: string | undefined;
  readonly value?: unknown;
  readonly error?: AnswerError | undefined;
}

/**
 * Asks for JSON at a path, again when the path changes, when the server is back after it was gone,
 * and every few seconds. Undefined asks for nothing.
 */
export function useAnswer<Value>(
  path: string | undefined,
  { everySeconds }: UseAnswerOptions = {},
): Answer<Value> {
  const { reconnections } = useLive();
  const [held, setHeld] = useState<Held>({ path: '' });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((number) => number + 1), []);
  const isAsking = useRef(false);

  useEffect(() => {
    if (path === undefined) return undefined;
    const leaving = new AbortController();
    const hold = (next: (before: Held) => Held) => {
      if (leaving.signal.aborted) return;
      // What was asked at another path is nobody's answer here.
      setHeld((before) => next(before.path === path ? before : { path }));
    };
    isAsking.current = true;
    ask(path, { signal: leaving.signal })
      .then((text) => hold((before) => takeText(before, text)))
      .catch((error: unknown) => hold((before) => ({ ...before, error: toAnswerError(error) })))
      .finally(() => {
        if (!leaving.signal.aborted) isAsking.current = false;
      });
    return () => leaving.abort();
  }, [path, turn, reconnections]);

  useEffect(() => {
    if (everySeconds === undefined || path === undefined) return undefined;
    const timer = setInterval(() => {
      // Whoever answers slowly is not asked again before that: no answer would ever come through.
      if (!document.hidden && !isAsking.current) reload();
    }, everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds, path, reload]);

  const { value, error } = held.path === path ? held : {};
  return {
    value: value as Value | undefined,
    error,
    isLoading: path !== undefined && value === undefined && error === undefined,
    reload,
  };
}

/** The same text is the same value: nothing is drawn again. */
function takeText(before: Held, text: string): Held {
  if (before.text === text)
    return before.error === undefined ? before : { ...before, error: undefined };
  return { path: before.path, text, value: JSON.parse(text) };
}

function toAnswerError(error: unknown): AnswerError {
  if (error instanceof AnswerError) return error;
  return new AnswerError(0, `The answer cannot be read: ${String(error)}`);
}
