/** Whether a text can be sent as an event, and where it is wrong. */
export type CheckedEvent =
  { readonly isValid: true } | { readonly isValid: false; readonly problem: string };

/** Of a synchronous invocation: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxEventBytes = 6 * 1024 * 1024;

export function checkEvent(text: string): CheckedEvent {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxEventBytes) {
    return { isValid: false, problem: `An event has at most 6 MB: this one has ${bytes} bytes.` };
  }
  // AWS takes an empty payload for {}.
  if (text.trim() === '') return { isValid: true };
  try {
    JSON.parse(text);
    return { isValid: true };
  } catch (error) {
    return { isValid: false, problem: `This is no JSON: ${placeOf(error, text)}` };
  }
}

/** Browsers say where in different words: a line is what an editor shows. */
function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined || message.includes('line')) return message;
  const before = text.slice(0, Number(position)).split('\n');
  return `${message} (line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1})`;
}
