import { describeFailure, type FunctionStore } from '@tooling/core';
import { getLiveAlias } from './alias.ts';
import { applyAttributes } from './apply-attributes.ts';
import type { AwsClients } from './clients.ts';
import { listOwned } from './list-owned.ts';
import { moveLive, putBack } from './move-live.ts';
import { prepareFunction } from './prepare-function.ts';
import { readFunctions } from './read-functions.ts';
import { translating } from './translate-error.ts';

async function readAccount({ sts }: AwsClients): Promise<string> {
  const [{ GetCallerIdentityCommand }, client] = await Promise.all([
    import('@aws-sdk/client-sts'),
    sts(),
  ]);
  const { Account: account = '' } = await client.send(new GetCallerIdentityCommand({}));
  return account;
}

/** The functions of one account and region. @param rolePath - IAM path of roles that are made */
export function createFunctionStore(clients: AwsClients, rolePath: string): FunctionStore {
  return {
    readAccount: () => translating(undefined, () => readAccount(clients)),
    readFunctions: (queries) => translating(undefined, () => readFunctions(clients, queries)),
    async listOwned(service, stage, onRefused) {
      try {
        return await translating(undefined, () => listOwned(clients, service, stage));
      } catch (error) {
        const failure = describeFailure(error);
        if (onRefused === undefined || failure.code !== 'AWS_REFUSED') throw error;
        onRefused(failure);
        return [];
      }
    },
    prepare: (change, zip, onStep) =>
      translating(change.functionName, () =>
        prepareFunction({ clients, change, zip, rolePath, onStep }),
      ),
    moveLive: (prepared) => translating(prepared.functionName, () => moveLive(clients, prepared)),
    putBack: (moved) => translating(moved.functionName, () => putBack(clients, moved)),
    readLiveVersion: (functionName) =>
      translating(
        functionName,
        async () => (await getLiveAlias(clients, functionName))?.FunctionVersion,
      ),
    applyAttributes: (change) =>
      translating(change.functionName, () => applyAttributes(clients, change)),
  };
}
