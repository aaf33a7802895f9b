/** What the server refused, in its own words, or that it did not answer at all. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  /** 0: nothing answered. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
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

function refusal({ status, statusText }: Response, text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) {
      const said = Object.entries(body).find(([key]) => key.toLowerCase() === 'message');
      if (typeof said?.[1] === 'string') return said[1];
    }
  } catch {
    // Not JSON: said as it is.
  }
  return text.trim() === '' ? `${status} ${statusText}` : `${status}: ${text.trim().slice(0, 500)}`;
}
