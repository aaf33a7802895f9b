import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type CreateSecretCommandInput,
  type DeleteSecretCommandInput,
  type GetSecretValueCommandInput,
  type PutSecretValueCommandInput,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let client: SecretsManagerClient;
beforeEach(async () => {
  aws = await startTestAws();
  client = new SecretsManagerClient(aws.client);
});
afterEach(async () => {
  client.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const create = (more: Partial<CreateSecretCommandInput> = {}) =>
  client.send(new CreateSecretCommand({ Name: 'app/db', SecretString: 'first-value', ...more }));
const put = (SecretString: string, more: Partial<PutSecretValueCommandInput> = {}) =>
  client.send(new PutSecretValueCommand({ SecretId: 'app/db', SecretString, ...more }));
const get = (more: Partial<GetSecretValueCommandInput> = {}) =>
  client.send(new GetSecretValueCommand({ SecretId: 'app/db', ...more }));
const describe_ = () => client.send(new DescribeSecretCommand({ SecretId: 'app/db' }));
const remove = (more: Partial<DeleteSecretCommandInput> = {}) =>
  client.send(new DeleteSecretCommand({ SecretId: 'app/db', ...more }));

const day = 24 * 60 * 60_000;
const token = (digit: number) => String(digit).repeat(32);

test('a secret is read by its name and its ARN, as recorded', async () => {
  const { ARN = '', VersionId = '' } = await create({ Description: 'of the database' });
  expect(ARN).toMatch(
    /^arn:aws:secretsmanager:us-east-1:000000000000:secret:app\/db-[A-Za-z0-9]{6}$/,
  );
  const expected = {
    ARN,
    Name: 'app/db',
    CreatedDate: new Date(aws.clock.nowMs),
    SecretString: 'first-value',
    VersionId,
    VersionStages: ['AWSCURRENT'],
  };
  expect(await describe_()).not.toHaveProperty('LastAccessedDate');
  expect(await get()).toMatchObject(expected);
  expect(await get({ SecretId: ARN })).toMatchObject(expected);
  expect(await get({ SecretId: ARN.slice(0, -7) })).toMatchObject(expected);
  expect(await describe_()).toMatchObject({
    ARN,
    Name: 'app/db',
    Description: 'of the database',
    CreatedDate: expected.CreatedDate,
    LastChangedDate: expected.CreatedDate,
    LastAccessedDate: new Date('2026-11-20T00:00:00Z'),
    VersionIdsToStages: { [VersionId]: ['AWSCURRENT'] },
  });
  const documents = join(aws.stateDirectory, 'documents', 'secretsmanager', 'secrets');
  const [file = ''] = await readdir(documents);
  expect(await readFile(join(documents, file), 'utf8')).not.toContain('first-value');
});

test('a secret may be of bytes', async () => {
  const SecretBinary = new Uint8Array([0, 127, 255]);
  await create({ SecretString: undefined, SecretBinary });
  expect(await get()).toMatchObject({ SecretBinary: expect.any(Uint8Array) as Uint8Array });
  expect([...((await get()).SecretBinary ?? [])]).toEqual([0, 127, 255]);
  await expect(create({ Name: 'both', SecretBinary })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('a new value is current, and the one before is previous', async () => {
  await create({ ClientRequestToken: token(1) });
  await put('second', { ClientRequestToken: token(2) });
  await put('third', { ClientRequestToken: token(3) });
  expect((await get()).SecretString).toBe('third');
  expect((await get({ VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('second');
  expect((await get({ VersionId: token(1) })).SecretString).toBe('first-value');
  expect((await describe_()).VersionIdsToStages).toEqual({
    [token(2)]: ['AWSPREVIOUS'],
    [token(3)]: ['AWSCURRENT'],
  });
  // The same again is no new value, and another one under the same id is refused.
  await put('third', { ClientRequestToken: token(3) });
  await expect(put('fourth', { ClientRequestToken: token(3) })).rejects.toMatchObject({
    name: 'ResourceExistsException',
  });
  await put('aside', { ClientRequestToken: token(4), VersionStages: ['NEXT'] });
  expect((await get()).SecretString).toBe('third');
  expect((await get({ VersionStage: 'NEXT' })).SecretString).toBe('aside');
});

test('what is not there is refused as recorded', async () => {
  const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 400 } };
  await expect(get()).rejects.toMatchObject({
    ...missing,
    message: "Secrets Manager can't find the specified secret.",
  });
  await create({ SecretString: undefined });
  await expect(get()).rejects.toMatchObject({
    ...missing,
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  });
  const { VersionId } = await put('x');
  await expect(get({ VersionId: token(9) })).rejects.toMatchObject({
    ...missing,
    message: `Secrets Manager can't find the specified secret value for VersionId: ${token(9)}`,
  });
  await expect(get({ VersionId, VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: 'You provided a VersionStage that is not associated to the provided VersionId.',
  });
  await expect(create()).rejects.toMatchObject({
    name: 'ResourceExistsException',
    message: 'The operation failed because the secret app/db already exists.',
  });
  await expect(create({ Name: 'Inv Name' })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  });
});

test('is deleted after a while, or at once', async () => {
  await create();
  const { DeletionDate } = await remove({ RecoveryWindowInDays: 7 });
  expect(DeletionDate).toEqual(new Date(aws.clock.nowMs + 7 * day));
  await expect(get()).rejects.toMatchObject({ name: 'InvalidRequestException' });
  expect((await describe_()).DeletedDate).toEqual(new Date(aws.clock.nowMs));
  await expect(create()).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message:
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
  });
  aws.clock.nowMs += 7 * day;
  await expect(describe_()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await create();
  await remove({ ForceDeleteWithoutRecovery: true });
  await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  // Recorded: as if it were there.
  expect(await remove({ ForceDeleteWithoutRecovery: true })).toMatchObject({ Name: 'app/db' });
  await expect(remove({ RecoveryWindowInDays: 6 })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});
