import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let ssm: SSMClient;
beforeEach(async () => {
  aws = await startTestAws();
  ssm = new SSMClient(aws.client);
});
afterEach(async () => {
  ssm.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, WithDecryption?: boolean) =>
  (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

test('a parameter is read by its name and its ARN, as recorded', async () => {
  expect(await put('/a/b', '123')).toMatchObject({ Version: 1, Tier: 'Standard' });
  const expected = {
    ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/a/b',
    DataType: 'text',
    LastModifiedDate: new Date(aws.clock.nowMs),
    Name: '/a/b',
    Type: 'String',
    Value: '123',
    Version: 1,
  };
  expect(await get('/a/b')).toEqual(expected);
  expect(await get(expected.ARN)).toEqual(expected);
  await put('plain', 'x');
  const plain = 'arn:aws:ssm:us-east-1:000000000000:parameter/plain';
  expect((await get('plain'))?.ARN).toBe(plain);
  expect((await get(plain))?.Name).toBe('plain');
  await expect(get('/plain')).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('has versions', async () => {
  await put('/v', 'one');
  await expect(put('/v', 'two')).rejects.toMatchObject({
    name: 'ParameterAlreadyExists',
    message:
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  });
  const again = await put('/v', 'two', { Overwrite: true, Type: undefined });
  expect(again.Version).toBe(2);
  expect(await get('/v')).toMatchObject({ Value: 'two', Version: 2 });
  expect(await get('/v:1')).toMatchObject({ Value: 'one', Version: 1, Selector: ':1' });
  await expect(get('/v:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  await expect(put('/v', 'x', { Overwrite: true, Type: 'SecureString' })).rejects.toMatchObject({
    name: 'HierarchyTypeMismatchException',
  });
});

test('a SecureString comes in clear only when decryption is asked for, and is not in the state', async () => {
  await put('/s', 'very-secret-value', { Type: 'SecureString' });
  expect(await get('/s', true)).toMatchObject({ Type: 'SecureString', Value: 'very-secret-value' });
  expect((await get('/s'))?.Value).not.toContain('very-secret');
  const documents = join(aws.stateDirectory, 'documents', 'ssm', 'parameters');
  const [file = ''] = await readdir(documents);
  expect(await readFile(join(documents, file), 'utf8')).not.toContain('very-secret');
});

test('several are read at once, and those that are not there are named', async () => {
  await put('/a', '1');
  const Names = ['/a', '/b'];
  const { Parameters, InvalidParameters } = await ssm.send(new GetParametersCommand({ Names }));
  expect(Parameters?.map(({ Name }) => Name)).toEqual(['/a']);
  expect(InvalidParameters).toEqual(['/b']);
});

test('are found by path, page by page', async () => {
  for (const name of ['/p/a', '/p/b', '/p/q/c', '/pp']) await put(name, name);
  const find = async (more: object) => {
    const input = { Path: '/p', ...more };
    const { Parameters = [], NextToken } = await ssm.send(new GetParametersByPathCommand(input));
    return { names: Parameters.map(({ Name }) => Name), NextToken };
  };
  expect((await find({})).names).toEqual(['/p/a', '/p/b']);
  expect((await find({ Recursive: true })).names).toEqual(['/p/a', '/p/b', '/p/q/c']);
  const { names, NextToken } = await find({ MaxResults: 1 });
  expect(names).toEqual(['/p/a']);
  expect((await find({ MaxResults: 1, NextToken })).names).toEqual(['/p/b']);
  await expect(find({ Path: 'p' })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(find({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
});

test('is deleted once', async () => {
  await put('/a', '1');
  await ssm.send(new DeleteParameterCommand({ Name: '/a' }));
  const again = ssm.send(new DeleteParameterCommand({ Name: '/a' }));
  await expect(again).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test.each([
  ['a/b', 'x', 'Parameter name must be a fully qualified name.'],
  ['aws-x', 'x', 'can\'t be prefixed with "aws"'],
  ['/ä', 'x', 'each sub-path can be formed as a mix of letters'],
  ['/a', 'x'.repeat(4097), 'a maximum parameter value of 4096 characters'],
])('%s is refused', async (name, value, message) => {
  await expect(put(name, value)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message) as string,
  });
});
