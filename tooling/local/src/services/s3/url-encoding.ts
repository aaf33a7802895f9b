import { invalidArgument } from './s3-errors.ts';

/** How keys are written in a list, where XML cannot have all of them. */
export function encodingOf({
  EncodingType,
}: {
  // Any text may have been sent.
  readonly EncodingType?: string | undefined;
}): (text: string) => string {
  if (EncodingType === undefined) return (text) => text;
  if (EncodingType === 'url') return encodeURIComponent;
  const message = 'Invalid Encoding Method specified in Request';
  throw invalidArgument(message, 'encoding-type', EncodingType);
}
