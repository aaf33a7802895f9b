import { CreateFunctionCommand, type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import type { FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';
import { withRole } from './with-role.ts';

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
 * @returns false when a function of that name is there already
 * @throws UserError ROLE_UNUSABLE
 */
export async function createFunction(
  clients: AwsClients,
  change: FunctionChange,
  { role, roleIsFresh, zip }: { role: string; roleIsFresh: boolean; zip: Uint8Array },
): Promise<boolean> {
  const { functionName } = change;
  const command = new CreateFunctionCommand(createInput(change, role, zip));
  try {
    await withRole(clients, { functionName, roleArn: role, roleIsFresh }, () =>
      clients.lambda.send(command),
    );
    return true;
  } catch (error) {
    if (isAwsError(error, 'ResourceConflictException')) return false;
    throw error;
  }
}
