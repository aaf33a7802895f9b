import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import type { LambdaConfig } from '@tooling/core';
import { describe, expect, it } from 'vitest';
import { makeRole, readPolicy } from '../test/by-hand.ts';
import { openStore } from '../test/open-store.ts';
import { startProxy, writesOf, type SeenRequest } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const queue = 'arn:aws:sqs:us-east-1:000000000000:dead';
const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/penguins';
const readTable: LambdaConfig = {
  permissions: [{ actions: ['dynamodb:GetItem'], resources: [table] }],
};
const writeTable: LambdaConfig = {
  permissions: [
    {
      actions: ['dynamodb:PutItem'],
      resources: [table],
      conditions: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
    },
  ],
};

const iamOf = ({ aws }: TestStage) =>
  new IAMClient({
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

const actionsOf = async (stage: TestStage) =>
  (await readPolicy(stage, 'hello-us-east-1')).flatMap((one) => one.Action);

const readTag = async ({ lambda }: TestStage) => {
  const Resource = 'arn:aws:lambda:us-east-1:000000000000:function:hello';
  const { Tags } = await lambda.send(new ListTagsCommand({ Resource }));
  return Tags?.['lambda-deploy:permissions'];
};

describe('permissions', () => {
  it('are in the role from the beginning, beside its log, and are compared for nothing', async () => {
    await using stage = await startStage();
    await using proxy = await startProxy(stage.aws.url);
    await using open = openStore(proxy.url);
    await open.deploy('hello', { config: writeTable });
    expect(await readPolicy(stage, 'hello-us-east-1')).toEqual([
      expect.objectContaining({ Sid: 'Log' }),
      {
        Sid: 'Permission1',
        Effect: 'Allow',
        Action: ['dynamodb:PutItem'],
        Resource: [table],
        Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      },
    ]);
    const seen = proxy.seen.length;
    await expect(open.plan('hello', { config: writeTable })).rejects.toThrow('nothing to do');
    expect(proxy.seen.slice(seen).filter(({ body }) => body.includes('Role'))).toEqual([]);
  });

  it('alone change no version, and leave with their line', async () => {
    await using stage = await startStage();
    await using proxy = await startProxy(stage.aws.url);
    await using open = openStore(proxy.url);
    await open.deploy('hello');
    expect(await readTag(stage)).toBeUndefined();
    const seen = proxy.seen.length;
    expect(await open.deploy('hello', { config: readTable })).toBe('1');
    expect(writesOf(proxy.seen.slice(seen)).map(({ path }) => path)).toEqual([
      expect.stringContaining('/tags/'),
    ]);
    expect(await actionsOf(stage)).toContain('dynamodb:GetItem');
    expect(await readTag(stage)).toMatch(/^[0-9a-f]{16}$/);
    await open.deploy('hello');
    expect(await actionsOf(stage)).not.toContain('dynamodb:GetItem');
    expect(await readTag(stage)).toBeUndefined();
    await expect(open.plan('hello')).rejects.toThrow('nothing to do');
  });

  it('that are new are there before the new version serves, and old ones until then', async () => {
    await using stage = await startStage();
    await using first = openStore(stage.aws.url);
    await first.deploy('hello', { config: readTable });
    const atSwitch: string[][] = [];
    await using proxy = await startProxy(stage.aws.url, async ({ method, path }: SeenRequest) => {
      if (method === 'PUT' && path.includes('/aliases/')) atSwitch.push(await actionsOf(stage));
    });
    await using open = openStore(proxy.url);
    await open.deploy('hello', { text: 'two', config: writeTable });
    expect(atSwitch).toHaveLength(1);
    expect(atSwitch[0]).toEqual(expect.arrayContaining(['dynamodb:GetItem', 'dynamodb:PutItem']));
    const after = await actionsOf(stage);
    expect(after).toContain('dynamodb:PutItem');
    expect(after).not.toContain('dynamodb:GetItem');
  });

  it('that are broad are said', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    const config: LambdaConfig = {
      permissions: [
        { actions: ['s3:*'], resources: ['arn:aws:s3:::birds/*'] },
        { actions: ['dynamodb:GetItem'], resources: ['*'] },
      ],
    };
    const note = 'broad: s3:* on arn:aws:s3:::birds/*; dynamodb:GetItem on *';
    expect((await open.plan('hello', { config })).reasons).toEqual([
      'new function',
      `permissions changed (${note})`,
    ]);
    await open.deploy('hello');
    expect((await open.plan('hello', { config })).changes).toEqual([
      { field: 'permissions', note },
    ]);
  });

  it('give a function with a role of somebody else the role that is made', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    const role = await makeRole(stage, 'theirs');
    await open.deploy('hello', { config: { role } });
    await open.deploy('hello', { config: readTable });
    const { Configuration } = await stage.lambda.send(
      new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }),
    );
    expect(Configuration?.Role).toBe(
      'arn:aws:iam::000000000000:role/lambda-deploy/hello-us-east-1',
    );
    await expect(open.plan('hello', { config: readTable })).rejects.toThrow('nothing to do');
  });
});

describe('what the settings need is allowed', () => {
  it('also once nobody declares them any more, and they are kept', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', {
      config: { deadLetter: { targetArn: queue }, asyncInvocation: { onFailure: `${queue}-2` } },
    });
    await open.deploy('hello', { text: 'two', config: readTable });
    const sends = (await readPolicy(stage, 'hello-us-east-1')).filter(({ Action }) =>
      Action.includes('sqs:SendMessage'),
    );
    expect(sends.flatMap(({ Resource }) => Resource).toSorted()).toEqual([queue, `${queue}-2`]);
  });

  it('and no more, once they are taken away', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', {
      config: { deadLetter: { targetArn: queue }, asyncInvocation: { onFailure: `${queue}-2` } },
    });
    await open.deploy('hello', { config: { deadLetter: null, asyncInvocation: null } });
    expect(await actionsOf(stage)).not.toContain('sqs:SendMessage');
  });

  it('to read exactly the parameters and secrets that it gets the names of', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000000';
    const config: LambdaConfig = {
      environment: {
        TABLE: { parameter: '/penguins/table' },
        API: { secret: 'penguins/api', kmsKeyArn },
      },
    };
    await open.deploy('hello', { config });
    const policy = await readPolicy(stage, 'hello-us-east-1');
    expect(policy.filter(({ Sid }) => Sid !== 'Log')).toEqual([
      {
        Sid: 'Parameters',
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:GetParameters'],
        Resource: ['arn:aws:ssm:us-east-1:000000000000:parameter/penguins/table'],
      },
      {
        Sid: 'Secrets',
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: ['arn:aws:secretsmanager:us-east-1:000000000000:secret:penguins/api-??????'],
      },
      { Sid: 'DecryptReferences', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [kmsKeyArn] },
    ]);
    const { Configuration } = await stage.lambda.send(
      new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }),
    );
    expect(Configuration?.Environment?.Variables).toMatchObject({
      TABLE: '/penguins/table',
      API: 'penguins/api',
    });
  });
});

describe('a role that was made before rolePath was changed', () => {
  const roleOf = async ({ lambda }: TestStage) =>
    (await lambda.send(new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' })))
      .Configuration?.Role;

  it('stays where it is, and is given what settings need and permissions say', async () => {
    await using stage = await startStage();
    await using first = openStore(stage.aws.url);
    await first.deploy('hello');
    const made = await roleOf(stage);
    expect(made).toContain(':role/lambda-deploy/');
    await using open = openStore(stage.aws.url, { rolePath: '/teams/birds/' });
    await expect(open.plan('hello')).rejects.toThrow('nothing to do');
    await open.deploy('hello', { config: { tracing: 'Active' } });
    expect(await actionsOf(stage)).toContain('xray:PutTraceSegments');
    await open.deploy('hello', { config: { ...readTable, tracing: 'Active' } });
    expect(await actionsOf(stage)).toContain('dynamodb:GetItem');
    expect(await roleOf(stage)).toBe(made);
    await expect(
      open.plan('hello', { config: { ...readTable, tracing: 'Active' } }),
    ).rejects.toThrow('nothing to do');
    // A new one is made under the new path.
    await open.deploy('other');
    const { Role } = await iamOf(stage).send(new GetRoleCommand({ RoleName: 'other-us-east-1' }));
    expect(Role?.Path).toBe('/teams/birds/');
  });

  it('is taken for nobody else’s: one without our tags is refused', async () => {
    await using stage = await startStage();
    await makeRole(stage, 'hello-us-east-1');
    await using open = openStore(stage.aws.url);
    await expect(open.deploy('hello')).rejects.toMatchObject({ code: 'ROLE_UNUSABLE' });
  });
});

it('a policy that is too large beside what the live version needs is not written', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const config = (name: string): LambdaConfig => ({
    permissions: Array.from({ length: 30 }, (_, index) => ({
      actions: ['s3:GetObject'],
      resources: [`arn:aws:s3:::${name.repeat(30)}-${String(index)}/*`],
    })),
  });
  await open.deploy('hello', { config: config('birds') });
  const before = await readPolicy(stage, 'hello-us-east-1');
  await expect(
    open.deploy('hello', { text: 'two', config: config('fish-') }),
  ).rejects.toMatchObject({
    code: 'PREFLIGHT_FAILED',
    message: expect.stringMatching(
      /^the policy of the role of hello has 1\d{4} characters without white space, IAM takes 10240$/,
    ) as string,
    hint: expect.stringContaining('deploy what takes `permissions` away first') as string,
  });
  expect(await readPolicy(stage, 'hello-us-east-1')).toEqual(before);
});

describe('the permissions boundary of a stage', () => {
  const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
  const readBoundary = async (stage: TestStage) => {
    const { Role } = await iamOf(stage).send(new GetRoleCommand({ RoleName: 'hello-us-east-1' }));
    return Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  };

  it('bounds new roles and those that are there, and is taken away by null', async () => {
    await using stage = await startStage();
    await using first = openStore(stage.aws.url);
    await first.deploy('hello');
    await using bounded = openStore(stage.aws.url, { permissionsBoundary: boundary });
    await bounded.deploy('hello');
    expect(await readBoundary(stage)).toBe(boundary);
    await expect(bounded.plan('hello')).rejects.toThrow('nothing to do');
    await bounded.deploy('other');
    await using unbounded = openStore(stage.aws.url, { permissionsBoundary: null });
    await unbounded.deploy('hello');
    expect(await readBoundary(stage)).toBeUndefined();
  });
});
