import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import {
  role,
  startLambda,
  zipOf,
  type LambdaTestOptions,
  type StartedLambda,
} from './testing/start-lambda.ts';

let lambda: StartedLambda;
const start = async (options?: LambdaTestOptions) => (lambda = await startLambda(options));
afterEach(() => lambda.stop());

const create = (input: Partial<CreateFunctionCommandInput> = {}) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName: 'hello',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      ...input,
    }),
  );
const get = (FunctionName = 'hello', Qualifier?: string) =>
  lambda.client.send(new GetFunctionCommand({ FunctionName, Qualifier }));

describe('CreateFunction', () => {
  it('answers Pending, and the next read sees an active function of another revision', async () => {
    await start();
    const created = await create();
    const { Configuration } = await get();
    expect(created).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating' });
    expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
    expect(Configuration?.RevisionId).not.toBe(created.RevisionId);
  });

  it('stays Pending for the settle time, also when the local AWS ends in between', async () => {
    await start({ settleMs: 1000 });
    await create();
    lambda.clock.nowMs += 999;
    expect((await get()).Configuration?.State).toBe('Pending');
    lambda = await lambda.restart();
    lambda.clock.nowMs += 1;
    expect((await get()).Configuration?.State).toBe('Active');
  });

  it('is made once when two ask for it at the same time', async () => {
    await start();
    const both = await Promise.allSettled([create(), create()]);
    const failed = both.filter(({ status }) => status === 'rejected');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      reason: { name: 'ResourceConflictException', message: 'Function already exist: hello' },
    });
  });

  it('keeps what it was given', async () => {
    await start();
    const given = {
      Description: 'says hello',
      Timeout: 30,
      MemorySize: 512,
      Environment: { Variables: { NAME: 'world' } },
      TracingConfig: { Mode: 'Active' },
      EphemeralStorage: { Size: 1024 },
      Architectures: ['arm64'],
    } satisfies Partial<CreateFunctionCommandInput>;
    await create({ ...given, Tags: { team: 'a' } });
    const answer = await get();
    expect(answer.Configuration).toMatchObject(given);
    expect(answer.Tags).toEqual({ team: 'a' });
  });

  it.each([
    ['a role that is not there', { Role: `${role}-2` }, /cannot be assumed by Lambda/],
    [
      'a role of another account',
      { Role: 'arn:aws:iam::222222222222:role/lambda-role' },
      /^Cross-account pass role is not allowed\.$/,
    ],
    ['a tag of AWS', { Tags: { 'AWS:name': 'x' } }, /aws: prefixed tag key names/],
    ['a tag without a key', { Tags: { '': 'x' } }, /tag key must have 1 to 128 characters, not 0/],
    ['too long a tag', { Tags: { a: 'x'.repeat(257) } }, /value must have 0 to 256 .* not 257/],
    ['a tag with a comma', { Tags: { a: 'b,c' } }, /tag value 'b,c' has other characters/],
    ['too much memory', { MemorySize: 10_241 }, /less than or equal to 10240/],
    ['too little memory', { MemorySize: 127 }, /greater than or equal to 128/],
    ['a timeout over 15 minutes', { Timeout: 901 }, /less than or equal to 900/],
    ['a name of 65 characters', { FunctionName: 'a'.repeat(65) }, /less than or equal to 64/],
    [
      'an environment of over 4 KB',
      { Environment: { Variables: { BIG: 'x'.repeat(4090) } } },
      /exceeded the 4KB limit. String measured: {"BIG":"x/,
    ],
    [
      'a wrong name of an environment variable, and shows no value',
      { Environment: { Variables: { 'A-KEY': 'secret' } } },
      "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]",
    ],
    [
      'a reserved environment variable',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      /Reserved keys used in this request: AWS_REGION/,
    ],
    [
      'more than 50 tags',
      { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`key${String(i)}`, ''])) },
      /Number of tags exceeds resource tag limit/,
    ],
    ['no handler', { Handler: undefined }, /Runtime and Handler are mandatory/],
    ['a runtime of the past', { Runtime: 'nodejs14.x' }, /nodejs14.x is no longer supported/],
    ['no code', { Code: {} }, /Please provide a source for function code/],
    ['what is no zip', { Code: { ZipFile: Buffer.from('no zip') } }, /Could not unzip/],
    ['levels of text logs', { LoggingConfig: { SystemLogLevel: 'INFO' } }, /LogLevel is not supp/],
    [
      'a layer',
      { Layers: ['arn:aws:lambda:us-east-1:111111111111:layer:x:1'] },
      /layer:x:1 does not exist/,
    ],
  ] as const)('refuses %s', async (_what, input, message) => {
    await start();
    await expect(create(input as Partial<CreateFunctionCommandInput>)).rejects.toThrow(message);
    expect(lambda.failures).toEqual([]);
  });

  it('refuses by name what it would have to ignore', async () => {
    await start();
    const DurableConfig = { RetentionPeriodInDays: 1, ExecutionTimeout: 60 };
    await expect(create({ DurableConfig })).rejects.toThrow(
      'The local AWS does not implement DurableConfig of lambda:CreateFunction',
    );
    await create({ VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } });
  });

  it('refuses a runtime from the day on which AWS does', async () => {
    await start();
    lambda.clock.nowMs = Date.parse('2026-08-30T23:00:00Z');
    await create({ Runtime: 'nodejs20.x' });
    lambda.clock.nowMs = Date.parse('2026-08-31T01:00:00Z');
    await expect(create({ FunctionName: 'late', Runtime: 'nodejs20.x' })).rejects.toThrow(
      /nodejs20.x is no longer supported/,
    );
  });
});

describe('UpdateFunctionConfiguration', () => {
  const update = (input: object) =>
    lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'hello', ...input }));

  it('leaves what it does not mention', async () => {
    await start();
    await create({ Description: 'first', Environment: { Variables: { AB: '1' } } });
    await update({ MemorySize: 256 });
    const { Configuration } = await get();
    expect(Configuration).toMatchObject({
      Description: 'first',
      MemorySize: 256,
      Environment: { Variables: { AB: '1' } },
    });
  });

  it('is refused while another one is in progress', async () => {
    await start({ settleMs: 1000 });
    await create();
    await expect(update({ Timeout: 4 })).rejects.toThrow(/in the following state: Pending/);
    lambda.clock.nowMs += 1000;
    await update({ Timeout: 4 });
    await expect(update({ Timeout: 5 })).rejects.toThrow(/An update is in progress/);
    lambda.clock.nowMs += 1000;
    await update({ Timeout: 6 });
  });

  it('lets one of two callers through who saw the same revision', async () => {
    await start();
    await create();
    const { RevisionId } = (await get()).Configuration ?? {};
    const both = await Promise.allSettled([
      update({ Timeout: 4, RevisionId }),
      update({ Timeout: 5, RevisionId }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'PreconditionFailedException' },
    });
  });

  it('gives JSON logs levels and takes them from text logs', async () => {
    await start();
    await create();
    const json = await update({ LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' } });
    const text = await update({ LoggingConfig: { LogFormat: 'Text' } });
    const LogGroup = '/aws/lambda/hello';
    expect(json.LoggingConfig).toEqual({
      LogFormat: 'JSON',
      ApplicationLogLevel: 'INFO',
      SystemLogLevel: 'WARN',
      LogGroup,
    });
    expect(text.LoggingConfig).toEqual({ LogFormat: 'Text', LogGroup });
  });
});

describe('UpdateFunctionCode', () => {
  const update = (input: object = {}) =>
    lambda.client.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'hello', ZipFile: zipOf('new'), ...input }),
    );

  it('changes the digest of the code and nothing on a dry run', async () => {
    await start();
    const created = await create();
    const dry = await update({ DryRun: true });
    const before = await get();
    const updated = await update();
    expect(dry.CodeSha256).toBe(updated.CodeSha256);
    expect(before.Configuration?.CodeSha256).toBe(created.CodeSha256);
    expect((await get()).Configuration?.CodeSha256).toBe(updated.CodeSha256);
  });

  it('publishes a version that is pending as long as the update', async () => {
    await start({ settleMs: 1000 });
    await create();
    lambda.clock.nowMs += 1000;
    const published = await update({ Publish: true });
    expect(published).toMatchObject({ Version: '1', State: 'Pending' });
    lambda.clock.nowMs += 1000;
    expect((await get('hello', '1')).Configuration).toMatchObject({
      State: 'Active',
      LastUpdateStatus: 'Successful',
      CodeSha256: published.CodeSha256,
    });
  });
});

describe('DeleteFunction', () => {
  it('ends what runs of it, and its version numbers are not given again', async () => {
    await start();
    await create({ Publish: true });
    await lambda.client.send(new DeleteFunctionCommand({ FunctionName: 'hello' }));
    expect(lambda.retired).toEqual(['hello']);
    await expect(get()).rejects.toThrow(/Function not found/);
    expect(await create({ Publish: true })).toMatchObject({ Version: '2' });
  });
});

describe('names', () => {
  it.each([
    'hello',
    'function:hello',
    '111111111111:function:hello',
    'us-east-1:111111111111:function:hello',
    'arn:aws:lambda:us-east-1:111111111111:function:hello',
    'hello:$LATEST',
  ])('finds a function as %s', async (name) => {
    await start();
    await create();
    const found = await lambda.client.send(
      new GetFunctionConfigurationCommand({ FunctionName: name }),
    );
    expect(found.FunctionName).toBe('hello');
  });

  it('is not mixed up with what every object has', async () => {
    await start();
    await create();
    for (const name of ['constructor', '__proto__', 'toString']) {
      await expect(get(name)).rejects.toThrow(/Function not found/);
      await expect(get('hello', name)).rejects.toThrow(/Function not found/);
    }
  });
});

describe('ListFunctions', () => {
  it('gives every function once, page by page', async () => {
    await start();
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await create({ FunctionName: name });
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await lambda.client.send(new ListFunctionsCommand({ Marker, MaxItems: 2 }));
      seen.push(...(page.Functions ?? []).map(({ FunctionName }) => FunctionName));
      Marker = page.NextMarker;
      // One that vanishes between two pages takes none of the others with it.
      await lambda.client.send(new DeleteFunctionCommand({ FunctionName: seen.at(-1) }));
    } while (Marker !== undefined);
    expect(seen).toEqual(names);
  });
});
