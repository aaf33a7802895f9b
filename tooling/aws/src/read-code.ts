import { createHash } from 'node:crypto';
import { UserError } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { getFunction } from './read-functions.ts';

/**
 * The zip of a published version, from where AWS keeps it. The address is good for ten minutes and for
 * whoever has it: it is shown nowhere.
 *
 * @throws UserError VERSION_UNUSABLE when the version is gone; NETWORK_FAILED; ARTIFACT_INVALID when
 *   what came is not what AWS says it is
 */
export async function readCode(
  clients: AwsClients,
  functionName: string,
  version: string,
): Promise<Uint8Array> {
  const output = await getFunction(clients, functionName, version);
  const { Location: location } = output?.Code ?? {};
  const { CodeSha256: expected } = output?.Configuration ?? {};
  const subject = functionName;
  if (location === undefined || expected === undefined) {
    const message = `version ${version} of ${functionName} was deleted meanwhile`;
    throw new UserError('VERSION_UNUSABLE', message, { subject });
  }
  const zip = await download(location, `the code of version ${version} of ${functionName}`);
  const actual = createHash('sha256').update(zip).digest('base64');
  if (actual === expected) return zip;
  throw new UserError(
    'ARTIFACT_INVALID',
    `the code of version ${version} of ${functionName} did not arrive whole: its SHA-256 is ${actual}, and should be ${expected}`,
    { subject, hint: 'run the same command again' },
  );
}

async function download(location: string, what: string): Promise<Uint8Array> {
  const fail = (reason: string) =>
    new UserError('NETWORK_FAILED', `${what} cannot be downloaded: ${reason}`, {
      hint: 'run the same command again',
    });
  try {
    const response = await fetch(location);
    if (!response.ok) throw fail(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof UserError) throw error;
    // The error itself would quote the address.
    const { cause } = error as { readonly cause?: { readonly code?: string } };
    throw fail(cause?.code ?? 'the connection was cut');
  }
}
