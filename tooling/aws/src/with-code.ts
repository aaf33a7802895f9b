import type { FunctionCode } from '@aws-sdk/client-lambda';
import type { FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { putZip } from './put-zip.ts';
import type { LentZip } from './with-zip.ts';

/** Runs a request with the code of a function, as creating and updating it take it. */
export async function withCode<Result>(
  clients: AwsClients,
  { artifact, settings: { image, sourceKmsKeyArn } }: FunctionChange,
  zip: LentZip,
  send: (code: FunctionCode) => Promise<Result>,
): Promise<Result> {
  // An image is not sent: AWS fetches it.
  if (image !== undefined) return send({ ImageUri: image.uri });
  const key = sourceKmsKeyArn ? { SourceKMSKeyArn: sourceKmsKeyArn } : {};
  if (artifact?.codeBucket === undefined) {
    return zip.lend((bytes) => send({ ZipFile: bytes, ...key }));
  }
  const place = await putZip(clients, { ...artifact, codeBucket: artifact.codeBucket }, zip);
  return send({ ...place, ...key });
}
