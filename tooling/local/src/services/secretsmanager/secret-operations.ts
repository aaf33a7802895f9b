import { randomInt, randomUUID } from 'node:crypto';
import type {
  CreateSecretRequest,
  CreateSecretResponse,
  DeleteSecretRequest,
  DeleteSecretResponse,
  DescribeSecretRequest,
  DescribeSecretResponse,
  GetSecretValueRequest,
  GetSecretValueResponse,
  PutSecretValueRequest,
  PutSecretValueResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../service.ts';
import type { Collection } from '../../state/state.ts';
import { openText } from '../sealed-text.ts';
import { putVersion, readValue } from './put-version.ts';
import {
  exists,
  findSecret,
  invalidParameter,
  invalidRequest,
  notFound,
  requireSecret,
  type SecretDocument,
  type SecretVersion,
} from './secret-document.ts';

export const secretOperations = (secrets: Collection<SecretDocument>) => ({
  async CreateSecret(
    input: CreateSecretRequest,
    context: RequestContext,
  ): Promise<CreateSecretResponse> {
    const { Name: name = '', Description, KmsKeyId, Tags = [] } = input;
    checkName(name);
    const nowMs = context.now().getTime();
    const value = readValue(input);
    const id = input.ClientRequestToken ?? randomUUID();
    const before = findSecret(secrets, name, nowMs);
    if (before?.deletedAtMs !== undefined) {
      throw invalidRequest(
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    }
    if (before !== undefined && !before.versions.some((version) => version.id === id)) {
      throw exists(`The operation failed because the secret ${name} already exists.`);
    }
    const secret: SecretDocument = before ?? {
      name,
      arn: `arn:aws:secretsmanager:${context.region}:${context.accountId}:secret:${name}-${suffix()}`,
      description: Description,
      kmsKeyId: KmsKeyId,
      tags: Tags,
      createdAtMs: nowMs,
      changedAtMs: nowMs,
      versions: [],
    };
    const added = value && { id, value, stages: ['AWSCURRENT'], nowMs };
    await secrets.put(name, added ? putVersion(secret, added) : secret);
    return { ARN: secret.arn, Name: name, ...(value && { VersionId: id }) };
  },

  async PutSecretValue(
    input: PutSecretValueRequest,
    { now }: RequestContext,
  ): Promise<PutSecretValueResponse> {
    const nowMs = now().getTime();
    const value = readValue(input);
    if (value === undefined) {
      throw invalidRequest('You must provide either SecretString or SecretBinary.');
    }
    const secret = requireSecret(secrets, input.SecretId ?? '', nowMs);
    const id = input.ClientRequestToken ?? randomUUID();
    // The first value of a secret is what it is.
    const stages = input.VersionStages ?? ['AWSCURRENT'];
    const changed = putVersion(secret, { id, value, stages, nowMs });
    await secrets.put(secret.name, changed);
    const version = changed.versions.find((one) => one.id === id);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: id,
      VersionStages: [...(version?.stages ?? [])],
    };
  },

  async GetSecretValue(
    input: GetSecretValueRequest,
    { now }: RequestContext,
  ): Promise<GetSecretValueResponse> {
    const nowMs = now().getTime();
    const secret = requireSecret(secrets, input.SecretId ?? '', nowMs);
    const version = chooseVersion(secret, input);
    const accessedAtMs = nowMs - (nowMs % dayMs);
    if (secret.accessedAtMs !== accessedAtMs) {
      await secrets.put(secret.name, { ...secret, accessedAtMs });
    }
    const text = openText(version.sealed);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: [...version.stages],
      CreatedDate: new Date(version.createdAtMs),
      ...(version.kind === 'string'
        ? { SecretString: text }
        : { SecretBinary: Buffer.from(text, 'base64') }),
    };
  },

  DescribeSecret(
    { SecretId = '' }: DescribeSecretRequest,
    { now }: RequestContext,
  ): Promise<DescribeSecretResponse> {
    const secret = findSecret(secrets, SecretId, now().getTime());
    if (secret === undefined) throw notFound('secret.');
    const { arn, name, description, kmsKeyId, tags } = secret;
    const staged = secret.versions.filter(({ stages }) => stages.length > 0);
    return Promise.resolve({
      ARN: arn,
      Name: name,
      Description: description,
      KmsKeyId: kmsKeyId,
      ...(tags.length > 0 && { Tags: [...tags] }),
      CreatedDate: new Date(secret.createdAtMs),
      LastChangedDate: new Date(secret.changedAtMs),
      LastAccessedDate: dateOf(secret.accessedAtMs),
      DeletedDate: dateOf(secret.deletedAtMs),
      ...(staged.length > 0 && {
        VersionIdsToStages: Object.fromEntries(staged.map(({ id, stages }) => [id, [...stages]])),
      }),
    });
  },

  async DeleteSecret(
    input: DeleteSecretRequest,
    { now, region, accountId }: RequestContext,
  ): Promise<DeleteSecretResponse> {
    const { SecretId = '', RecoveryWindowInDays, ForceDeleteWithoutRecovery } = input;
    const days = checkWindow(RecoveryWindowInDays, ForceDeleteWithoutRecovery);
    const nowMs = now().getTime();
    const secret = findSecret(secrets, SecretId, nowMs);
    if (secret === undefined) {
      if (!ForceDeleteWithoutRecovery) throw notFound('secret.');
      // As recorded: as if there had been one.
      const ARN = `arn:aws:secretsmanager:${region}:${accountId}:secret:${SecretId}-${suffix()}`;
      return { ARN, Name: SecretId, DeletionDate: new Date(nowMs) };
    }
    const { arn, name } = secret;
    if (ForceDeleteWithoutRecovery) {
      await secrets.delete(name);
      return { ARN: arn, Name: name, DeletionDate: new Date(nowMs) };
    }
    requireSecret(secrets, SecretId, nowMs);
    const goneAtMs = nowMs + days * dayMs;
    await secrets.put(name, { ...secret, deletedAtMs: nowMs, goneAtMs });
    return { ARN: arn, Name: name, DeletionDate: new Date(goneAtMs) };
  },
});

const dayMs = 24 * 60 * 60_000;

const dateOf = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms));

/** What AWS adds to the name in an ARN, so that a secret of the same name made later is another. */
function suffix(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

function checkName(name: string): void {
  if (/^[\w/+=.@!-]+$/.test(name)) return;
  throw new AwsError(
    400,
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
}

function checkWindow(days: number | undefined, isForced: boolean | undefined): number {
  if (days !== undefined && isForced) {
    throw invalidParameter(
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  }
  if (days !== undefined && (days < 7 || days > 30)) {
    throw invalidParameter(
      'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    );
  }
  return days ?? 30;
}

function chooseVersion(
  { versions }: SecretDocument,
  { VersionId, VersionStage }: GetSecretValueRequest,
): SecretVersion {
  const stage = VersionStage ?? 'AWSCURRENT';
  const version =
    VersionId === undefined
      ? versions.find(({ stages }) => stages.includes(stage))
      : versions.find(({ id }) => id === VersionId);
  if (version === undefined) {
    throw notFound(
      VersionId === undefined
        ? `secret value for staging label: ${stage}`
        : `secret value for VersionId: ${VersionId}`,
    );
  }
  if (VersionId !== undefined && VersionStage !== undefined && !version.stages.includes(stage)) {
    throw invalidRequest(
      'You provided a VersionStage that is not associated to the provided VersionId.',
    );
  }
  return version;
}
