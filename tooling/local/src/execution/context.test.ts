import { expect, it } from 'vitest';
import { openTestExecutor } from './testing.ts';

const introspect = `exports.handler = async (event, context) => ({
  event,
  context: { ...context, remaining: context.getRemainingTimeInMillis() },
  environment: { ...process.env },
  cwd: process.cwd(),
  version: process.version,
});`;

interface Introspection {
  readonly event: unknown;
  readonly context: Record<string, unknown>;
  readonly environment: Record<string, string>;
  readonly cwd: string;
  readonly version: string;
}

it.each(['nodejs20.x', 'nodejs22.x', 'nodejs24.x'])(
  'gives a %s handler its context',
  async (runtime) => {
    await using local = await openTestExecutor();
    const executable = local.define(introspect, {
      functionName: 'seen',
      runtime,
      timeoutSeconds: 900,
    });
    const invokedFunctionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:seen:live';
    const result = await local.invoke(
      executable,
      { some: 'ëvent' },
      { invokedFunctionArn, clientContext: '{\n  "custom": { "name": "Ωmega\u007f" }\n}' },
    );
    const { event, context } = result.json() as unknown as Introspection;
    expect(event).toEqual({ some: 'ëvent' });
    expect(context).toMatchObject({
      awsRequestId: 'f8400400-dd9e-4025-b644-4c78df3287c7',
      invokedFunctionArn,
      functionName: 'seen',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/seen',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      clientContext: { custom: { name: 'Ωmega\u007f' } },
    });
    expect(context.remaining).toBeGreaterThan(800_000);
    expect(context.remaining).toBeLessThanOrEqual(900_000);
  },
);

it('gives a function the environment of AWS, its own variables, and nothing of ours', async () => {
  process.env.AWS_PROFILE = 'a-real-one';
  await using local = await openTestExecutor();
  const executable = local.define(introspect, {
    runtime: 'nodejs22.x',
    environment: { OWN: 'value', TZ: 'Europe/Berlin', AWS_REGION: 'elsewhere' },
  });
  const seen = (await local.invoke(executable)).json() as unknown as Introspection;
  delete process.env.AWS_PROFILE;

  // The names are those recorded on AWS, without AWS's own two lines for what it runs on.
  expect(Object.keys(seen.environment).sort()).toEqual(
    [
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_LAMBDA_RUNTIME_API',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_XRAY_CONTEXT_MISSING',
      'AWS_XRAY_DAEMON_ADDRESS',
      'LAMBDA_RUNTIME_DIR',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'LD_LIBRARY_PATH',
      'NODE_PATH',
      'PATH',
      'PWD',
      'SHLVL',
      'TZ',
      '_AWS_XRAY_DAEMON_ADDRESS',
      '_AWS_XRAY_DAEMON_PORT',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
      // Beyond AWS's:
      'AWS_ENDPOINT_URL',
      'HOME',
      'TMPDIR',
      'OWN',
    ].sort(),
  );
  expect(seen.environment).toMatchObject({
    OWN: 'value',
    TZ: 'Europe/Berlin',
    AWS_REGION: 'eu-central-1',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    LAMBDA_TASK_ROOT: seen.cwd,
    _X_AMZN_TRACE_ID: expect.stringMatching(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
    ),
  });
});

it('gives each environment a temporary directory of its own, which outlives its process', async () => {
  await using local = await openTestExecutor();
  const executable = local.define(
    `const { tmpdir } = require('node:os');
    const { existsSync, writeFileSync } = require('node:fs');
    let count = 0;
    exports.handler = async (event) => {
      const seen = { count: count++, found: existsSync(tmpdir() + '/file'), directory: tmpdir() };
      writeFileSync(tmpdir() + '/file', '');
      if (event.exit) process.exit(1);
      return seen;
    };`,
  );
  const first = (await local.invoke(executable)).json();
  expect(first).toMatchObject({ count: 0, found: false });
  expect((await local.invoke(executable, { exit: true })).functionError).toBe('Unhandled');
  const after = await local.invoke(executable);
  expect(after.json()).toEqual({ count: 0, found: true, directory: first.directory });
  expect(after.initDurationMs).toBeUndefined();
});
