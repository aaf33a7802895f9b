/** A text as it is shown: whole, or its beginning. */
export interface CutText {
  readonly text: string;
  /** Bytes of the whole text. */
  readonly size: number;
  readonly truncated?: true;
}

const most = 16_384;

/** What nobody reads on a page is not sent to one. */
export function cutText(text: string): CutText {
  const size = Buffer.byteLength(text);
  if (text.length <= most) return { text, size };
  // Not within a pair of surrogates.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;
  // A string that was cut keeps the whole in memory: a copy does not.
  return { text: Buffer.from(text.slice(0, end)).toString(), size, truncated: true };
}
