import type { AwsClients } from './clients.ts';

/** See `FunctionStore.findBucketProblem`. A HEAD is answered by a status alone. */
export async function findBucketProblem(
  { s3 }: AwsClients,
  Bucket: string,
): Promise<string | undefined> {
  const [{ HeadBucketCommand }, client] = await Promise.all([import('@aws-sdk/client-s3'), s3()]);
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
    return undefined;
  } catch (error) {
    const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } })
      .$metadata?.httpStatusCode;
    if (status === 404) return 'is not there';
    if (status === 301) return 'is in another region';
    // Without s3:ListBucket nothing is told, and the upload may well be allowed.
    if (status === 403) return undefined;
    throw error;
  }
}
