import { describeFailure, type Failure, type FunctionStore } from '@tooling/core';
import pLimit from 'p-limit';
import { getLiveAlias } from './alias.ts';
import { applyAttributes } from './apply-attributes.ts';
import type { AwsClients } from './clients.ts';
import { findBucketProblem } from './find-bucket-problem.ts';
import { listOwned } from './list-owned.ts';
import { noAliasMemory, type AliasMemory } from './alias-memory.ts';
import { invokeFunction } from './invoke-function.ts';
import { moveLive } from './move-live.ts';
import { prepareFunction } from './prepare-function.ts';
import { putBack } from './put-back.ts';
import { readAccount } from './read-account.ts';
import { readAccountRoom } from './read-account-room.ts';
import { readCodeSigning } from './read-code-signing.ts';
import { withDeployed } from './read-deployed.ts';
import { readFunctions } from './read-functions.ts';
import { readLayerBytes } from './read-layer-bytes.ts';
import { readReferences } from './read-references.ts';
import { endSwitching, markSwitching, unmarkSwitching } from './switching-mark.ts';
import { translating } from './translate-error.ts';
import { findOwnTriggers } from './triggers/own-triggers.ts';
import { readAddresses } from './triggers/read-addresses.ts';
import { readTriggers } from './triggers/read-triggers.ts';
import { createZipLender } from './with-zip.ts';

// Each asks several services, whose quotas are wide, and Lambda's GetPolicy, whose is not.
const triggersReadAtOnce = 8;

/**
 * The functions of one account and region.
 *
 * @param memory - what earlier runs remember of aliases; nothing when left out
 */
export function createFunctionStore(
  clients: AwsClients,
  memory: AliasMemory = noAliasMemory,
): FunctionStore {
  const context = { clients, memory };
  const lend = createZipLender();
  const reading = pLimit(triggersReadAtOnce);
  return {
    readAccount: () => translating(undefined, () => readAccount(clients)),
    async readAccountRoom(onRefused) {
      try {
        return await translating(undefined, () => readAccountRoom(clients));
      } catch (error) {
        const failure = describeFailure(error);
        if (!isRefusal(failure)) throw error;
        onRefused(failure);
        return undefined;
      }
    },
    readCodeSigning: (questions) =>
      translating(undefined, () => readCodeSigning(clients, questions)),
    readLayerBytes: (arns) => translating(undefined, () => readLayerBytes(clients, arns)),
    findBucketProblem: (bucket) => translating(bucket, () => findBucketProblem(clients, bucket)),
    readFunctions: (queries) =>
      translating(undefined, async () =>
        withDeployed(clients, await readFunctions(clients, queries)),
      ),
    readTriggers: (queries) =>
      reading.map(queries, (query) =>
        translating(query.functionName, () => readTriggers(clients, query)),
      ),
    listTriggers: ({ functionName, functionArn: arn, ownership, tags }) =>
      reading(() =>
        translating(functionName, async () => {
          const own = await findOwnTriggers(clients, { functionName, ownership, arn, tags });
          return own.triggers;
        }),
      ),
    readAddresses: (changes) => translating(undefined, () => readAddresses(clients, changes)),
    readReferences: (references) =>
      translating(undefined, () => readReferences(clients, references)),
    async listOwned(service, stage, onRefused) {
      try {
        return await translating(undefined, () => listOwned(clients, service, stage));
      } catch (error) {
        const failure = describeFailure(error);
        if (onRefused === undefined || !isRefusal(failure)) throw error;
        onRefused(failure);
        return [];
      }
    },
    prepare: (change, zip, onStep) =>
      translating(change.functionName, () =>
        prepareFunction({ clients, memory, change, zip: lend(zip), onStep }),
      ),
    moveLive: (prepared, options) =>
      translating(prepared.functionName, () => moveLive(context, prepared, options)),
    putBack: (moved) => translating(moved.functionName, () => putBack(context, moved)),
    markSwitching: (functionName, version) =>
      translating(functionName, () => markSwitching(clients, functionName, version)),
    unmarkSwitching: (functionName, versions) =>
      translating(functionName, () => unmarkSwitching(clients, functionName, versions)),
    endSwitching: (change) => translating(change.functionName, () => endSwitching(clients, change)),
    invokeVersion: (functionName, version, payload) =>
      invokeFunction(clients, functionName, { payload, tail: true, qualifier: version }),
    readLiveVersion: (functionName) =>
      translating(
        functionName,
        async () => (await getLiveAlias(clients, functionName))?.FunctionVersion,
      ),
    applyAttributes: (change) =>
      translating(change.functionName, () => applyAttributes(clients, change)),
    waits: () => clients.waits.list(),
  };
}

const isRefusal = ({ code }: Failure): boolean =>
  code === 'AWS_REFUSED' || code === 'ACCESS_DENIED';
