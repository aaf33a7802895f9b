import {
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import { compareSettings, type FunctionChange } from '@tooling/core';
import { getFunction } from './read-functions.ts';
import type { AwsClients } from './clients.ts';
import { checkEnvironmentSize } from './check-environment-size.ts';
import { toInput, type ConfigurationInput } from './to-input.ts';
import { toSettings } from './to-settings.ts';
import { withRole } from './with-role.ts';
import { withCode } from './with-code.ts';
import type { LentZip } from './with-zip.ts';

/** Only the fields that differ from $LATEST; undefined when none does. */
export function configurationInput(
  latest: FunctionConfiguration,
  { settings: wanted, description }: FunctionChange,
): ConfigurationInput | undefined {
  // Which image it is goes with the code.
  const settings = toSettings(latest, { ImageUri: wanted.image?.uri });
  const fields = new Set(
    compareSettings(settings, wanted).map(({ field }) => field.split('.')[0] ?? field),
  );
  const isSameText = description === undefined || (latest.Description ?? '') === description;
  const input = {
    ...(!isSameText && { Description: description }),
    ...toInput(fields, wanted, settings),
  };
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
  const roleArn = input.Role ?? latest.Role ?? '';
  const role = { kind: 'update', functionName, roleArn, roleIsFresh };
  return withRole(clients, role, () => clients.lambda.send(command));
}

/**
 * Sends the zip, or the name of the image, unless $LATEST runs it already on that architecture, and under
 * that key. A key that nobody declares is sent with it: AWS would take an update without one for AWS's own.
 *
 * @returns AWS's answer, undefined when it does
 */
export async function updateCode(
  clients: AwsClients,
  { latest, sourceKmsKeyArn: foundKey = '' }: Uploading,
  change: FunctionChange,
  zip: LentZip,
): Promise<FunctionConfiguration | undefined> {
  const { functionName, settings } = change;
  const { sourceKmsKeyArn = foundKey } = settings;
  const isSame =
    latest.LastUpdateStatus !== 'Failed' &&
    (latest.Architectures?.[0] ?? 'x86_64') === settings.architecture &&
    sourceKmsKeyArn === foundKey &&
    (await runsCode(clients, latest, change));
  if (isSame) return undefined;
  const encrypted = { ...change, settings: { ...settings, sourceKmsKeyArn } };
  return withCode(clients, encrypted, zip, (code) =>
    clients.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: functionName,
        ...code,
        Architectures: [settings.architecture],
        RevisionId: latest.RevisionId,
      }),
    ),
  );
}

interface Uploading {
  readonly latest: FunctionConfiguration;
  readonly sourceKmsKeyArn?: string | undefined;
}

async function runsCode(
  clients: AwsClients,
  latest: FunctionConfiguration,
  { functionName, artifact, settings: { image } }: FunctionChange,
): Promise<boolean> {
  if (image === undefined) return latest.CodeSha256 === artifact?.digest;
  return (await getFunction(clients, functionName))?.Code?.ImageUri === image.uri;
}
