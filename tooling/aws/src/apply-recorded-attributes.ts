import {
  DeleteFunctionCodeSigningConfigCommand,
  DeleteFunctionEventInvokeConfigCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  PutFunctionCodeSigningConfigCommand,
  PutFunctionEventInvokeConfigCommand,
  PutFunctionRecursionConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionAttributes, RecordedField } from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { manageRuntime } from './manage-runtime.ts';
import { waitUntilProvisioned } from './provisioned-concurrency.ts';
import { getFunction } from './read-functions.ts';
import { isAwsError } from './translate-error.ts';

type Apply = (
  clients: AwsClients,
  functionName: string,
  attributes: FunctionAttributes,
) => Promise<void>;

/** What is gone already is no failure of taking it away. */
async function ifThere(sending: Promise<unknown>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    const isGone = isAwsError(
      error,
      'ResourceNotFoundException',
      'ProvisionedConcurrencyConfigNotFoundException',
    );
    if (!isGone) throw error;
  }
}

const provision: Apply = async (clients, functionName, { provisionedConcurrency: wanted }) => {
  const ofLive = { FunctionName: functionName, Qualifier: liveAlias };
  if (typeof wanted !== 'number') {
    return ifThere(clients.lambda.send(new DeleteProvisionedConcurrencyConfigCommand(ofLive)));
  }
  await clients.lambda.send(
    new PutProvisionedConcurrencyConfigCommand({
      ...ofLive,
      ProvisionedConcurrentExecutions: wanted,
    }),
  );
  await waitUntilProvisioned(clients, functionName);
};

const destination = (arn: string | undefined) => (arn === undefined ? {} : { Destination: arn });

const configureAsync: Apply = async ({ lambda }, functionName, { asyncInvocation: wanted }) => {
  const ofLive = { FunctionName: functionName, Qualifier: liveAlias };
  if (wanted === null || wanted === undefined) {
    return ifThere(lambda.send(new DeleteFunctionEventInvokeConfigCommand(ofLive)));
  }
  // Put, not Update: what is left out is to be AWS's default.
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      ...ofLive,
      MaximumRetryAttempts: wanted.maximumRetryAttempts,
      MaximumEventAgeInSeconds: wanted.maximumEventAge,
      DestinationConfig: {
        OnSuccess: destination(wanted.onSuccess),
        OnFailure: destination(wanted.onFailure),
      },
    }),
  );
};

const limitRecursion: Apply = async ({ lambda }, functionName, { recursion }) => {
  await lambda.send(
    new PutFunctionRecursionConfigCommand({
      FunctionName: functionName,
      RecursiveLoop: recursion,
    }),
  );
};

const manageLive: Apply = async (clients, functionName, { runtimeManagement: wanted }) => {
  const live = await getFunction(clients, functionName, liveAlias);
  const version = live?.Configuration?.Version ?? '$LATEST';
  if (wanted !== undefined) await manageRuntime(clients, { functionName, version }, wanted);
};

const signCode: Apply = async ({ lambda }, FunctionName, { codeSigningConfigArn: wanted }) => {
  if (wanted === null || wanted === undefined) {
    return ifThere(lambda.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName })));
  }
  await lambda.send(
    new PutFunctionCodeSigningConfigCommand({ FunctionName, CodeSigningConfigArn: wanted }),
  );
};

const applies: Readonly<Record<RecordedField, Apply>> = {
  provisionedConcurrency: provision,
  asyncInvocation: configureAsync,
  recursion: limitRecursion,
  runtimeManagement: manageLive,
  codeSigningConfigArn: signCode,
};

/** Writes one attribute as it is wanted; repeating it changes nothing. */
export const applyRecordedAttribute = (
  field: RecordedField,
  clients: AwsClients,
  functionName: string,
  attributes: FunctionAttributes,
): Promise<void> => applies[field](clients, functionName, attributes);
