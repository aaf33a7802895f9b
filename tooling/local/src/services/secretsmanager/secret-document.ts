import { AwsError } from '../../aws-error.ts';
import type { Collection } from '../../state/state.ts';

export interface SecretDocument {
  readonly name: string;
  readonly arn: string;
  readonly description?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  /** The day. */
  readonly accessedAtMs?: number | undefined;
  readonly deletedAtMs?: number | undefined;
  /** When it is gone. */
  readonly goneAtMs?: number | undefined;
  /** Oldest first. */
  readonly versions: readonly SecretVersion[];
}

export interface SecretVersion {
  readonly id: string;
  readonly kind: 'string' | 'binary';
  /** Sealed; of binary the base64. */
  readonly sealed: string;
  readonly stages: readonly string[];
  readonly createdAtMs: number;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html */
export const invalidRequest = (message: string) =>
  new AwsError(400, 'InvalidRequestException', message);

export const invalidParameter = (message: string) =>
  new AwsError(400, 'InvalidParameterException', message);

export const notFound = (what: string) =>
  new AwsError(
    400,
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified ${what}`,
  );

export const exists = (message: string) => new AwsError(400, 'ResourceExistsException', message);

/** A secret by its name, its ARN, or its ARN without what stands behind the name. */
export function findSecret(
  secrets: Collection<SecretDocument>,
  id: string,
  nowMs: number,
): SecretDocument | undefined {
  const [, named] = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.+)$/.exec(id) ?? [];
  const whole = named?.replace(/-[A-Za-z0-9]{6}$/, '');
  const found =
    named === undefined
      ? secrets.get(id)
      : [whole, named]
          .map((name) => (name === undefined ? undefined : secrets.get(name)))
          .find((secret) => secret?.arn.startsWith(id));
  return (found?.goneAtMs ?? Infinity) <= nowMs ? undefined : found;
}

/** @throws AwsError also when it is to be deleted. */
export function requireSecret(
  secrets: Collection<SecretDocument>,
  id: string,
  nowMs: number,
): SecretDocument {
  const secret = findSecret(secrets, id, nowMs);
  if (secret === undefined) throw notFound('secret.');
  if (secret.deletedAtMs === undefined) return secret;
  throw invalidRequest(
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}
