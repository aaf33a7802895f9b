import type { Preflight } from './preflight.ts';

/**
 * An update that does not say REFERENCE has Lambda copy the code, and the object in the bucket, with all that
 * somebody arranged around it, would be left behind without a word.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-self-managed-storage.html
 */
export function checkReferencedCode({ state, place }: Preflight): readonly string[] {
  if (state.kind !== 'live' || state.live.settings.isCodeReferenced !== true) return [];
  return [
    `${place('codeBucket')}: the function runs code from a bucket of its own (S3ObjectStorageMode REFERENCE), and a deploy would make it a copy at Lambda: update its code by hand to COPY first, if that is meant`,
  ];
}
