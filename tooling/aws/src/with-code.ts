import type { FunctionCode } from '@aws-sdk/client-lambda';
import type { FunctionChange } from '@tooling/core';
import type { WithZip } from './with-zip.ts';

/** Runs a request with the code of a function, as creating and updating it take it. */
export function withCode<Result>(
  { settings: { image } }: FunctionChange,
  withZip: WithZip,
  send: (code: FunctionCode) => Promise<Result>,
): Promise<Result> {
  // An image is not sent: AWS fetches it.
  if (image !== undefined) return send({ ImageUri: image.uri });
  return withZip((zip) => send({ ZipFile: zip }));
}
