import { GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { refusal, startProxy, type SeenRequest } from '../test/proxy.ts';
import { createTestClock } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const spreading = {
  'cannot assume the role': 'The role defined for the function cannot be assumed by Lambda.',
  'cannot grant it the KMS key':
    'Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings. KMS Exception: InvalidArnException KMS Message: ARN does not refer to a valid principal: arn:aws:iam::000000000000:role/hello',
  'does not see its policy':
    'The provided execution role does not have permissions to call PutTraceSegments on XRAY',
};

const creates = ({ method, path }: SeenRequest) =>
  method === 'POST' && path === '/2015-03-31/functions';
const configures = ({ method, path }: SeenRequest) =>
  method === 'PUT' && path.endsWith('/configuration');

/** Refuses some requests as often as told, and then no more. */
const refusing = (
  { aws }: TestStage,
  message: string,
  { times, when }: { times: number; when: (seen: SeenRequest) => boolean },
) => {
  let left = times;
  return startProxy(aws.url, (seen) => {
    const isRefused = when(seen) && left > 0;
    if (isRefused) left -= 1;
    return Promise.resolve(
      isRefused ? refusal(400, 'InvalidParameterValueException', message) : undefined,
    );
  });
};

const declared = { config: { role: 'arn:aws:iam::000000000000:role/declared' } };
const traced = { config: { tracing: 'Active' } } as const;

describe('a role that was just made or changed is waited for', () => {
  it.each(Object.entries(spreading))('at creation, where Lambda %s', async (_, message) => {
    await using stage = await startStage();
    await using proxy = await refusing(stage, message, { times: 3, when: creates });
    await using open = openStore(proxy.url);
    expect(await open.deploy('hello')).toBe('1');
  });

  it.each(Object.entries(spreading))('at an update, where Lambda %s', async (_, message) => {
    await using stage = await startStage();
    await using first = openStore(stage.aws.url);
    await first.deploy('hello');
    await using proxy = await refusing(stage, message, { times: 3, when: configures });
    await using open = openStore(proxy.url);
    expect(await open.deploy('hello', traced)).toBe('2');
  });

  it('for as long as IAM takes', async () => {
    const clock = createTestClock();
    await using stage = await startStage({ roleSettleMs: 15_000, now: clock.date });
    await using open = openStore(stage.aws.url, { clock });
    expect(await open.deploy('hello')).toBe('1');
    expect(clock.now()).toBeGreaterThanOrEqual(15_000);
  });

  it('by one function for all of them', async () => {
    const clock = createTestClock();
    await using stage = await startStage();
    const message = spreading['cannot assume the role'];
    await using proxy = await startProxy(stage.aws.url, (seen) => {
      const isRefused = creates(seen) && clock.now() < 10_000;
      return Promise.resolve(
        isRefused ? refusal(400, 'InvalidParameterValueException', message) : undefined,
      );
    });
    await using open = openStore(proxy.url, { clock });
    const names = Array.from({ length: 12 }, (_, index) => `hello-${index}`);
    await Promise.all(names.map((name) => open.deploy(name)));
    // Somebody asks every half second.
    expect(proxy.seen.filter(creates)).toHaveLength(20 + names.length);
  });

  it('and not for ever', async () => {
    await using stage = await startStage();
    const message = spreading['cannot assume the role'];
    await using proxy = await refusing(stage, message, { times: 100, when: creates });
    await using open = openStore(proxy.url);
    await expect(open.deploy('hello')).rejects.toMatchObject({ code: 'ROLE_UNUSABLE' });
    // Every half second for 25 seconds.
    expect(proxy.seen.filter(creates)).toHaveLength(51);
  });
});

describe('a role that nobody touched is not waited for', () => {
  it.each(Object.entries(spreading))('at creation, where Lambda %s', async (_, message) => {
    await using stage = await startStage();
    await using proxy = await refusing(stage, message, { times: 100, when: creates });
    await using open = openStore(proxy.url);
    await expect(open.deploy('hello', declared)).rejects.toThrow();
    expect(proxy.seen.filter(creates)).toHaveLength(1);
  });

  it('at an update, which says that it cannot be assumed as creation does', async () => {
    await using stage = await startStage();
    await using first = openStore(stage.aws.url);
    await first.deploy('hello');
    await using proxy = await startProxy(stage.aws.url);
    await using open = openStore(proxy.url);
    await expect(open.deploy('hello', declared)).rejects.toMatchObject({
      code: 'ROLE_UNUSABLE',
      message: expect.stringContaining(
        `hello: Lambda cannot assume the role ${declared.config.role}; AWS answered InvalidParameterValueException: `,
      ) as string,
    });
    expect(proxy.seen.filter(configures)).toHaveLength(1);
  });
});

describe('tracing is allowed to the role', () => {
  it('of a live function', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello');
    expect(await policyOf(stage)).not.toContain('xray:');
    await open.deploy('hello', traced);
    expect(await policyOf(stage)).toContain('xray:PutTraceSegments');
  });

  it('of a function that an earlier run left without live', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.prepare(await open.plan('hello'));
    expect(await open.deploy('hello', traced)).toBe('2');
    expect(await policyOf(stage)).toContain('xray:PutTraceSegments');
  });

  it('and stays allowed, since versions that trace may be put back', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', traced);
    await open.deploy('hello', { config: { tracing: 'PassThrough' } });
    expect(await policyOf(stage)).toContain('xray:PutTraceSegments');
  });

  it('and not to a role of somebody else', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello');
    await open.deploy('other');
    const Role = `arn:aws:iam::000000000000:role/lambda-deploy/other-us-east-1`;
    await stage.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'hello', Role }),
    );
    await open.deploy('hello', traced);
    expect(await policyOf(stage)).not.toContain('xray:');
  });
});

it('names the log group in the partition that the role is in', async () => {
  await using stage = await startStage();
  const arn = 'arn:aws-us-gov:iam::000000000000:role/lambda-deploy/hello-us-east-1';
  const role = `<Role><Path>/lambda-deploy/</Path><RoleName>hello-us-east-1</RoleName><Arn>${arn}</Arn></Role>`;
  const answers = {
    'Action=GetRole&': `<GetRoleResponse><GetRoleResult>${role}</GetRoleResult></GetRoleResponse>`,
    'Action=PutRolePolicy&': '<PutRolePolicyResponse/>',
  };
  await using proxy = await startProxy(stage.aws.url, ({ body: asked }) => {
    const body = Object.entries(answers).find(([action]) => asked.startsWith(action))?.[1];
    const headers = { 'content-type': 'text/xml' };
    return Promise.resolve(body === undefined ? undefined : { status: 200, headers, body });
  });
  await using open = openStore(proxy.url);
  const change = await open.plan('hello');
  // The local AWS has no such partition, and no such role.
  await expect(open.prepare(change)).rejects.toMatchObject({ code: 'ROLE_UNUSABLE' });
  const written = proxy.seen.find(({ body }) => body.startsWith('Action=PutRolePolicy&'));
  const policy = new URLSearchParams(written?.body).get('PolicyDocument');
  expect(policy).toContain('"arn:aws-us-gov:logs:us-east-1:*:log-group:/aws/lambda/hello"');
});

async function policyOf({ aws }: TestStage): Promise<string> {
  const iam = new IAMClient({
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { PolicyDocument = '' } = await iam.send(
    new GetRolePolicyCommand({ RoleName: `hello-${aws.region}`, PolicyName: 'execution' }),
  );
  iam.destroy();
  return decodeURIComponent(PolicyDocument);
}
