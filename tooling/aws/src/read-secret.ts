import type { DeployReference, ReferenceAnswer } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { refusalOf } from './refusal-of.ts';
import { isAwsError } from './translate-error.ts';

/** Reads one version of one secret. @param references - all that refer to it, with or without a key */
export async function readSecret(
  { secrets }: AwsClients,
  references: readonly DeployReference[],
): Promise<readonly (readonly [DeployReference, ReferenceAnswer])[]> {
  const [{ GetSecretValueCommand }, client] = await Promise.all([
    import('@aws-sdk/client-secrets-manager'),
    secrets(),
  ]);
  const [first] = references;
  const command = new GetSecretValueCommand({
    SecretId: first?.name,
    VersionStage: first?.versionStage,
  });
  try {
    const { SecretString: text } = await client.send(command);
    return references.map((one) => [one, pick(text, one)]);
  } catch (error) {
    const problem = describeMissing(error);
    return references.map((one) => [one, { problem }]);
  }
}

const describeMissing = (error: unknown): string =>
  isAwsError(error, 'ResourceNotFoundException')
    ? 'there is no such secret, or no such version of it'
    : refusalOf(error);

/** The secret, or one value of the JSON object in it. */
function pick(text: string | undefined, { key }: DeployReference): ReferenceAnswer {
  if (text === undefined) return { problem: 'holds bytes and no text' };
  if (key === undefined) return { value: text };
  const fields = parseObject(text);
  if (fields === undefined) return { problem: 'is no JSON object, and a key of it is asked for' };
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (typeof value === 'string') return { value };
  if (typeof value === 'number' || typeof value === 'boolean') return { value: String(value) };
  return { problem: value === undefined ? 'has no such key' : 'has no text under this key' };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
