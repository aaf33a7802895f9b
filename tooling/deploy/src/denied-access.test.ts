import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { deployOnce, type DeployedStage } from '../test/deployed-stage.ts';
import { iamRefusal, refusal, startProxy, type OwnAnswer } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';

const handler = (text: string) => `exports.handler = async () => '${text}';\n`;

let deployed: DeployedStage;
beforeAll(async () => {
  deployed = await deployOnce(
    {
      'lambdas/first/index.js': handler('first'),
      'deploy.config.ts':
        "export default { service: 'tests', stages: { dev: { region: 'us-east-1', namePrefix: 'dev-' } } };\n",
    },
    { 'lambdas/first/index.js': handler('newer'), 'lambdas/new/index.js': handler('new') },
  );
});
afterAll(async () => {
  await deployed[Symbol.asyncDispose]();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const user = 'arn:aws:sts::000000000000:assumed-role/deploy/run-7';
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:first';

/** AWS's words for want of a permission. */
const sentence = (action: string, resource: string) =>
  `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

/** Runs a command while some requests are answered by others than the local AWS. */
async function runAgainst(
  args: readonly string[],
  answers: readonly (readonly [request: RegExp, answer: OwnAnswer])[],
) {
  await using stage = await deployed.start();
  await using proxy = await startProxy(stage.aws.url, ({ method, path, body }) => {
    const words = `${method} ${path} ${body}`;
    return Promise.resolve(answers.find(([request]) => request.test(words))?.[1]);
  });
  const { root: cwd } = deployed.workspace;
  return await runLambda(args, { cwd, env: { AWS_ENDPOINT_URL: proxy.url } });
}

it('says which statement is missing from which policy, to Lambda and to IAM', async () => {
  const code = refusal(403, 'AccessDeniedException', sentence('lambda:UpdateFunctionCode', arn));
  const role = iamRefusal(
    403,
    'AccessDenied',
    sentence('iam:CreateRole', 'arn:aws:iam::000000000000:role/lambda-deploy/new-us-east-1'),
  );
  const ran = await runAgainst(
    ['deploy'],
    [
      [/^PUT .*\/functions\/first\/code/, code],
      [/Action=CreateRole&/, role],
    ],
  );
  expect(ran.exitCode).toBe(1);
  expect(ran.out).toContain(
    `→ add to the policies of role deploy: {"Effect":"Allow","Action":"lambda:UpdateFunctionCode","Resource":"${arn}"}`,
  );
  expect(ran.out).toContain(
    '→ add to the policies of role deploy: {"Effect":"Allow","Action":"iam:CreateRole","Resource":"arn:aws:iam::000000000000:role/lambda-deploy/new-us-east-1"}',
  );
});

it('says so of what a plan reads, and reads the rest', async () => {
  const read = refusal(403, 'AccessDeniedException', sentence('lambda:GetFunction', arn));
  const ran = await runAgainst(['plan', '--json'], [[/^GET .*\/functions\/first\?/, read]]);
  const planned = jsonLines(ran.out).find(({ type }) => type === 'planned');
  expect(planned).toMatchObject({
    plan: {
      functions: [
        {
          functionName: 'first',
          action: 'blocked',
          failure: {
            code: 'ACCESS_DENIED',
            hint: expect.stringContaining('"Action":"lambda:GetFunction"') as string,
          },
        },
        { functionName: 'new', action: 'create' },
      ],
    },
  });
});

it('plans all the same without what is only nice to know', async () => {
  const message = sentence('tag:GetResources', '*');
  const tags = refusal(400, 'AccessDeniedException', message);
  const ran = await runAgainst(['plan'], [[/ResourceTypeFilters/, tags]]);
  expect(ran.exitCode).toBe(0);
  expect(ran.err).toContain('orphans are not looked for: AccessDeniedException: User: ');
});

it.each([
  [
    'expired',
    'ExpiredToken',
    'The security token included in the request is expired',
    'sign in again',
  ],
  [
    'of another key',
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    'no such access key',
  ],
])('tells credentials that are %s, before anything is written', async (_, name, message, hint) => {
  const ran = await runAgainst(
    ['deploy'],
    [[/Action=GetCallerIdentity/, iamRefusal(403, name, message)]],
  );
  expect(ran.exitCode).toBe(2);
  expect(ran.err).toContain(`CREDENTIALS_MISSING  ${name}: ${message} (GetCallerIdentity`);
  expect(ran.err).toContain(hint);
});

it('says which account a stage without one means', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const ran = await runAgainst(['plan', '--stage', 'dev'], []);
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(ran.err).toContain('stage dev names no account: this is 000000000000');
  const local = await runAgainst(['plan'], []);
  expect(local.err).not.toContain('names no account');
});

it('tells that there are no credentials', async () => {
  await using stage = await deployed.start();
  // Nothing of whoever runs the tests.
  for (const name of [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_PROFILE',
  ]) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  const { root: cwd } = deployed.workspace;
  const ran = await runLambda(['deploy', '--stage', 'dev'], { cwd, env: stage.env });
  expect(ran.exitCode).toBe(2);
  expect(ran.err).toMatch(/^CREDENTIALS_MISSING {2}.*credentials/);
  expect(ran.err).toContain('aws sso login');
});
