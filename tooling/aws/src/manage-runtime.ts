import { PutRuntimeManagementConfigCommand } from '@aws-sdk/client-lambda';
import type { FunctionAttributes } from '@tooling/core';
import type { AwsClients } from './clients.ts';

interface OneVersion {
  readonly functionName: string;
  readonly version: string;
}

/**
 * Says when the runtime of a version is updated, and of $LATEST, which is what people look at. Each version
 * has its own: so a new one is told before it serves.
 */
export async function manageRuntime(
  { lambda }: AwsClients,
  { functionName, version }: OneVersion,
  { updateRuntimeOn, runtimeVersionArn }: NonNullable<FunctionAttributes['runtimeManagement']>,
): Promise<void> {
  for (const Qualifier of new Set(['$LATEST', version])) {
    await lambda.send(
      new PutRuntimeManagementConfigCommand({
        FunctionName: functionName,
        Qualifier,
        UpdateRuntimeOn: updateRuntimeOn,
        RuntimeVersionArn: runtimeVersionArn,
      }),
    );
  }
}
