import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import type { FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';
import { withRole } from './with-role.ts';
import type { WithZip } from './with-zip.ts';

function createInput(
  { functionName, settings, description, attributes }: FunctionChange,
  role: string,
  zip: Uint8Array,
): CreateFunctionCommandInput {
  const { format, applicationLogLevel, systemLogLevel } = settings.logging ?? {};
  return {
    FunctionName: functionName,
    PackageType: 'Zip',
    Code: { ZipFile: zip },
    Role: role,
    Handler: settings.handler,
    Runtime: settings.runtime as CreateFunctionCommandInput['Runtime'],
    Architectures: [settings.architecture],
    Description: description,
    MemorySize: settings.memorySize,
    Timeout: settings.timeout,
    EphemeralStorage:
      settings.ephemeralStorage === undefined ? undefined : { Size: settings.ephemeralStorage },
    Environment: { Variables: { ...settings.environment } },
    Layers: settings.layers === undefined ? undefined : [...settings.layers],
    TracingConfig: settings.tracing === undefined ? undefined : { Mode: settings.tracing },
    LoggingConfig:
      format === undefined
        ? undefined
        : {
            LogFormat: format,
            ApplicationLogLevel: applicationLogLevel as 'INFO' | undefined,
            SystemLogLevel: systemLogLevel as 'INFO' | undefined,
          },
    Tags: { ...attributes.tags },
  };
}

/**
 * Creates a function, with its tags, on $LATEST only.
 *
 * @param roleIsFresh - whether the role was made or changed in this run
 * @returns AWS's answer, undefined when a function of that name is there already
 * @throws UserError ROLE_UNUSABLE
 */
export async function createFunction(
  clients: AwsClients,
  change: FunctionChange,
  { role, roleIsFresh, withZip }: { role: string; roleIsFresh: boolean; withZip: WithZip },
): Promise<FunctionConfiguration | undefined> {
  const { functionName } = change;
  try {
    // Lent anew at each attempt: while a role spreads, nobody else waits for this zip.
    return await withRole(clients, { functionName, roleArn: role, roleIsFresh }, () =>
      withZip((zip) =>
        clients.lambda.send(new CreateFunctionCommand(createInput(change, role, zip))),
      ),
    );
  } catch (error) {
    if (isAwsError(error, 'ResourceConflictException')) return undefined;
    throw error;
  }
}
