import type { STSClient } from '@aws-sdk/client-sts';

/** The account that the credentials belong to. */
export async function readAccount({
  sts,
}: {
  readonly sts: () => Promise<STSClient>;
}): Promise<string> {
  const [{ GetCallerIdentityCommand }, client] = await Promise.all([
    import('@aws-sdk/client-sts'),
    sts(),
  ]);
  const { Account: account = '' } = await client.send(new GetCallerIdentityCommand({}));
  return account;
}
