import {
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';
import { signRequest, type Signing } from '../../testing/sign-request.ts';
import { callWeb } from '../../testing/web-client.ts';
import { patientTimeout, zipOf } from './testing/start-lambda.ts';
import { createRole } from './testing/start-url-lab.ts';

let aws: TestAws;
let lambda: LambdaClient;
let url: URL;

beforeAll(async () => {
  aws = await startTestAws();
  lambda = new LambdaClient(aws.client);
  const Role = await createRole(aws);
  const FunctionName = 'signed';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: patientTimeout,
      Code: { ZipFile: zipOf('exports.handler = async (event) => event;') },
    }),
  );
  const { FunctionUrl = '' } = await lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }),
  );
  url = new URL(FunctionUrl);
});
afterAll(async () => {
  lambda.destroy();
  await aws.stop();
});

const sign = (path: string, signing: Partial<Signing> = {}) =>
  signRequest(aws, new URL(path, url).href, { service: 'lambda', ...signing });

describe('a function URL with AWS_IAM', () => {
  it.each(['/', '/a%20path/with(odd)%2Fparts', '/?b=2&a=%2F%20%2B&b-c=*'])(
    'lets in who signs for %s, without a policy',
    async (path) => {
      const answer = await callWeb(new URL(path, url).href, await sign(path));
      expect(answer.text).toContain('"version":"2.0"');
      expect(answer.json().requestContext).toMatchObject({
        accountId: aws.accountId,
        authorizer: {
          iam: { accessKey: 'AKIAANY', userArn: `arn:aws:iam::${aws.accountId}:root` },
        },
      });
    },
  );

  it.each([
    ['another secret', { secret: 'wrong' }, /^The request signature we calculated does not match/],
    ['another service', { service: 'execute-api' }, /^Credential should be scoped/],
    ['another region', { region: 'eu-west-3' }, /^Credential should be scoped/],
    ['an older time', { ageMs: 15 * 60_000 + 1 }, /^Signature expired/],
    ['a later time', { ageMs: -15 * 60_000 - 1000 }, /^Signature expired/],
  ] as const)('refuses who signs with %s', async (_with, signing, message) => {
    const answer = await callWeb(url.href, await sign('/', signing));
    expect(answer.status).toBe(403);
    expect(answer.headers['x-amzn-errortype']).toBe('InvalidSignatureException');
    expect(answer.json().Message).toMatch(message);
  });

  it('refuses what was changed after it was signed', async () => {
    const signed = await sign('/?a=1');
    const changes = [
      callWeb(new URL('/?a=2', url).href, signed),
      callWeb(new URL('/b?a=1', url).href, signed),
      callWeb(new URL('/?a=1', url).href, { ...signed, body: 'another' }),
      callWeb(new URL('/?a=1', url).href, { ...signed, method: 'PUT' }),
    ];
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await callWeb(new URL('/?a=1', url).href, signed)).status).toBe(200);
  });

  it('goes by the time of the machine, wherever the clock was moved', async () => {
    const signed = await sign('/');
    await aws.setClock({ advanceSeconds: 86_400 });
    expect((await callWeb(url.href, signed)).status).toBe(200);
  });
});
