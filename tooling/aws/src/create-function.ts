import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type FunctionCode,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import { applyingMark, memoryTagKeys, type FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { toInput } from './to-input.ts';
import { isAwsError } from './translate-error.ts';
import { withRole } from './with-role.ts';
import { withCode } from './with-code.ts';
import type { LentZip } from './with-zip.ts';

function createInput(
  change: FunctionChange,
  role: string,
  code: FunctionCode,
): CreateFunctionCommandInput {
  const { functionName, settings, description, attributes, executionRole, triggers } = change;
  const { image, architecture } = settings;
  const declared = Object.entries(settings).flatMap(([field, value]) =>
    value === undefined || (field === 'logging' && Object.keys(settings.logging ?? {}).length === 0)
      ? []
      : [field],
  );
  return {
    FunctionName: functionName,
    PackageType: image ? 'Image' : 'Zip',
    Code: code,
    Architectures: [architecture],
    Description: description,
    ...toInput(declared, settings, {}),
    Role: role,
    // What the role may do was written before this, the other attributes are yet to be applied.
    Tags: {
      ...attributes.tags,
      ...(executionRole?.policyHash !== undefined && {
        [memoryTagKeys.permissions]: executionRole.policyHash,
      }),
      ...(triggers.triggers.length > 0 && {
        [memoryTagKeys.triggers]: applyingMark({}, triggers),
      }),
    },
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
  { role, roleIsFresh, zip }: { role: string; roleIsFresh: boolean; zip: LentZip },
): Promise<FunctionConfiguration | undefined> {
  const { functionName } = change;
  try {
    // Lent anew at each attempt: while a role spreads, nobody else waits for this zip.
    return await withRole(
      clients,
      { kind: 'create', functionName, roleArn: role, roleIsFresh },
      () =>
        withCode(clients, change, zip, (code) =>
          clients.lambda.send(new CreateFunctionCommand(createInput(change, role, code))),
        ),
    );
  } catch (error) {
    if (isAwsError(error, 'ResourceConflictException')) return undefined;
    throw error;
  }
}
