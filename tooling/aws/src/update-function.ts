import {
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type FunctionConfiguration,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import {
  compareSettings,
  mergeEnvironment,
  type FunctionChange,
  type FunctionSettings,
} from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { checkEnvironmentSize } from './check-environment-size.ts';
import { toSettings } from './to-settings.ts';
import { withRole } from './with-role.ts';
import type { WithZip } from './with-zip.ts';

type ConfigurationInput = Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName'>;

/** The environment is replaced as a whole by AWS, so what others set on it goes along. */
function environmentInput(latest: FunctionSettings, wanted: FunctionSettings): ConfigurationInput {
  return {
    Environment: { Variables: { ...mergeEnvironment(latest.environment, wanted.environment) } },
  };
}

function loggingInput(latest: FunctionSettings, wanted: FunctionSettings): ConfigurationInput {
  const merged = { ...latest.logging, ...wanted.logging };
  // AWS refuses levels together with the text format, also those that are left from before.
  const levels = merged.format === 'JSON';
  return {
    LoggingConfig: {
      LogFormat: merged.format,
      ApplicationLogLevel: levels ? (merged.applicationLogLevel as 'INFO' | undefined) : undefined,
      SystemLogLevel: levels ? (merged.systemLogLevel as 'INFO' | undefined) : undefined,
    },
  };
}

const inputs: Readonly<
  Record<string, (latest: FunctionSettings, wanted: FunctionSettings) => ConfigurationInput>
> = {
  handler: (_, { handler }) => ({ Handler: handler }),
  runtime: (_, { runtime }) => ({ Runtime: runtime as ConfigurationInput['Runtime'] }),
  memorySize: (_, { memorySize }) => ({ MemorySize: memorySize }),
  timeout: (_, { timeout }) => ({ Timeout: timeout }),
  ephemeralStorage: (_, { ephemeralStorage }) => ({ EphemeralStorage: { Size: ephemeralStorage } }),
  tracing: (_, { tracing }) => ({ TracingConfig: { Mode: tracing } }),
  role: (_, { role }) => ({ Role: role }),
  layers: (_, { layers = [] }) => ({ Layers: [...layers] }),
  environment: environmentInput,
  logging: loggingInput,
  // Goes with the code: UpdateFunctionConfiguration has no Architectures.
  architecture: () => ({}),
};

/** Only the fields that differ from $LATEST; undefined when none does. */
export function configurationInput(
  latest: FunctionConfiguration,
  change: FunctionChange,
): ConfigurationInput | undefined {
  const settings = toSettings(latest);
  const fields = new Set(
    compareSettings(settings, change.settings).map(({ field }) => field.split('.')[0] ?? field),
  );
  const parts = [...fields].map((field) => inputs[field]?.(settings, change.settings) ?? {});
  const description =
    (latest.Description ?? '') === change.description ? {} : { Description: change.description };
  const input = Object.assign({}, description, ...parts) as ConfigurationInput;
  return Object.keys(input).length === 0 ? undefined : input;
}

/**
 * Sends the configuration's differences.
 *
 * @param roleIsFresh - whether the role was made or changed in this run
 * @returns AWS's answer, undefined when there were none
 */
export async function updateConfiguration(
  clients: AwsClients,
  latest: FunctionConfiguration,
  change: FunctionChange,
  roleIsFresh: boolean,
): Promise<FunctionConfiguration | undefined> {
  const input = configurationInput(latest, change);
  if (input === undefined) return undefined;
  checkEnvironmentSize(input.Environment?.Variables ?? {}, change);
  const { functionName } = change;
  const command = new UpdateFunctionConfigurationCommand({
    ...input,
    FunctionName: functionName,
    RevisionId: latest.RevisionId,
  });
  const role = { functionName, roleArn: input.Role ?? latest.Role ?? '', roleIsFresh };
  return withRole(clients, role, () => clients.lambda.send(command));
}

/**
 * Sends the zip, unless $LATEST runs it already on that architecture.
 *
 * @returns AWS's answer, undefined when it does
 */
export async function updateCode(
  { lambda }: AwsClients,
  latest: FunctionConfiguration,
  change: FunctionChange,
  withZip: WithZip,
): Promise<FunctionConfiguration | undefined> {
  const { architecture } = change.settings;
  const isSame =
    latest.LastUpdateStatus !== 'Failed' &&
    latest.CodeSha256 === change.artifact.digest &&
    (latest.Architectures?.[0] ?? 'x86_64') === architecture;
  if (isSame) return undefined;
  return withZip((zip) =>
    lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: change.functionName,
        ZipFile: zip,
        Architectures: [architecture],
        RevisionId: latest.RevisionId,
      }),
    ),
  );
}
