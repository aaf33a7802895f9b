import { CreateFunctionCommand, type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { UserError, type FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';

// Seen to last 5 to 20 seconds: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
const propagationDelaysMs = [500, 1000, 2000, 3000, 4000, 5000, 5000, 5000];

function isUnassumable(error: unknown): boolean {
  return (
    isAwsError(error, 'InvalidParameterValueException') &&
    error.message.includes('cannot be assumed by Lambda')
  );
}

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
 * @param roleIsNew - a role that was just made is not assumable at once: only then is that error
 *   waited out
 * @returns false when a function of that name is there already
 * @throws UserError ROLE_UNUSABLE
 */
export async function createFunction(
  clients: AwsClients,
  change: FunctionChange,
  { role, roleIsNew, zip }: { role: string; roleIsNew: boolean; zip: Uint8Array },
): Promise<boolean> {
  const command = new CreateFunctionCommand(createInput(change, role, zip));
  const delays = roleIsNew ? propagationDelaysMs : [];
  for (let attempt = 0; ; attempt += 1) {
    try {
      await clients.lambda.send(command);
      return true;
    } catch (error) {
      if (isAwsError(error, 'ResourceConflictException')) return false;
      if (!isUnassumable(error)) throw error;
      const delayMs = delays[attempt];
      if (delayMs === undefined) {
        throw new UserError('ROLE_UNUSABLE', `Lambda cannot assume the role ${role}`, {
          subject: change.functionName,
          cause: error,
        });
      }
      await clients.clock.sleep(delayMs);
    }
  }
}
