import type { Problem } from '../../api/console-api.ts';

/** What the server refused, in its own words, or that it did not answer at all. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  /** 0: nothing answered. */
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem | string) {
    const told = typeof problem === 'string' ? { message: problem } : problem;
    super(told.message);
    this.status = status;
    this.problem = told;
  }
}

/**
 * Asks the server that the page came from. The answer is text, so that whoever asks again can see
 * whether it is the same.
 */
export async function ask(path: string, init: RequestInit = {}): Promise<string> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new AnswerError(0, 'The server does not answer.');
  }
  const text = await response.text();
  if (!response.ok) throw new AnswerError(response.status, refusal(response, text));
  return text;
}

function refusal({ status, statusText }: Response, text: string): Problem | string {
  try {
    const body = JSON.parse(text) as Partial<Problem> | null;
    if (typeof body?.message === 'string') return { ...body, message: body.message };
  } catch {
    // Not JSON: said as it is.
  }
  return text.trim() === '' ? `${status} ${statusText}` : `${status}: ${text.trim().slice(0, 500)}`;
}
