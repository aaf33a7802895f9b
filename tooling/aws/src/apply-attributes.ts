import { PutFunctionConcurrencyCommand, TagResourceCommand } from '@aws-sdk/client-lambda';
import { compareAttributes, type FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { logGroupOf, readLogRetentions, setLogRetention } from './log-groups.ts';
import { unpinFunction } from './pin-function.ts';
import { getFunction, tagsOf } from './read-functions.ts';

/**
 * Brings tags, reserved concurrency and log retention to what is wanted; only what differs is sent.
 * A pin that the change ends is removed.
 */
export async function applyAttributes(clients: AwsClients, change: FunctionChange): Promise<void> {
  const { functionName, attributes } = change;
  const logGroup = logGroupOf(functionName);
  const [output, retentions] = await Promise.all([
    getFunction(clients, functionName),
    readLogRetentions(clients, attributes.logRetentionInDays === undefined ? [] : [logGroup]),
  ]);
  const differing = new Set(
    compareAttributes(
      {
        tags: output === undefined ? {} : tagsOf(functionName, output),
        reservedConcurrency: output?.Concurrency?.ReservedConcurrentExecutions,
        logRetentionInDays: retentions.get(logGroup),
      },
      attributes,
    ).map(({ field }) => field.split('.')[0]),
  );
  if (differing.has('tags')) {
    await clients.lambda.send(
      new TagResourceCommand({
        Resource: output?.Configuration?.FunctionArn,
        Tags: { ...attributes.tags },
      }),
    );
  }
  if (differing.has('reservedConcurrency')) {
    await clients.lambda.send(
      new PutFunctionConcurrencyCommand({
        FunctionName: functionName,
        ReservedConcurrentExecutions: attributes.reservedConcurrency,
      }),
    );
  }
  if (differing.has('logging') && attributes.logRetentionInDays !== undefined) {
    await setLogRetention(clients, logGroup, attributes.logRetentionInDays);
  }
  if (change.unpinnedVersion !== undefined) {
    await unpinFunction(clients, functionName, change.unpinnedVersion);
  }
}
