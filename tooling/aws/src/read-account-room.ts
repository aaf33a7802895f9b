import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import type { AccountRoom } from '@tooling/core';
import type { AwsClients } from './clients.ts';

/** What the account has room for. What AWS leaves out of its answer limits nothing. */
export async function readAccountRoom({ lambda }: AwsClients): Promise<AccountRoom> {
  const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
  return {
    codeStorageBytes: {
      limit: AccountLimit?.TotalCodeSize ?? Infinity,
      used: AccountUsage?.TotalCodeSize ?? 0,
    },
    unreservedConcurrency: AccountLimit?.UnreservedConcurrentExecutions ?? Infinity,
  };
}
