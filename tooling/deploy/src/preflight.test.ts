import { createCipheriv } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateCodeSigningConfigCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateCodeSigningConfigCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { isThere, setEnvironment } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { refusal, startProxy, writesOf, type OwnAnswer } from '../test/proxy.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const good = 'exports.handler = async () => 1;\n';

const far = {
  'lambdas/far/index.js': good,
  'lambdas/far/lambda.config.ts':
    "export default { layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:wrapper:3'] };\n",
};
const callsBack = {
  'lambdas/calls-back/index.js': 'exports.handler = (event, context, callback) => callback();\n',
};

async function openLab(files: Readonly<Record<string, string>>) {
  const workspace = await createWorkspace(files);
  const stage = await startStage();
  const answers: { accountSettings?: OwnAnswer; layer?: OwnAnswer } = {};
  const proxy = await startProxy(stage.aws.url, ({ path }) =>
    Promise.resolve(
      path.includes('/account-settings')
        ? answers.accountSettings
        : path.includes('find=LayerVersion')
          ? answers.layer
          : undefined,
    ),
  );
  return {
    workspace,
    stage,
    proxy,
    answers,
    run: (...args: string[]) =>
      runLambda(args, { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } }),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

it('says at once what AWS would refuse of all functions, and sends nothing', async () => {
  await using lab = await openLab({ ...far, ...callsBack, 'lambdas/good/index.js': good });
  const planned = await lab.run('plan');
  expect(planned.exitCode).toBe(2);
  expect(planned.out).toContain('1 to create, 2 blocked');
  expect(planned.out).toContain('PREFLIGHT_FAILED  AWS would refuse calls-back for one thing');
  expect(planned.out).toContain('handler: index.handler has 3 parameters');
  expect(planned.out).toContain('layers[0]: arn:aws:lambda:eu-west-1:123456789012:layer:wrapper:3');

  const deployed = await lab.run('deploy');
  expect(deployed.exitCode).toBe(2);
  expect(writesOf(lab.proxy.seen)).toEqual([]);
  for (const name of ['calls-back', 'far', 'good']) {
    expect(await isThere(lab.stage, name)).toBe(false);
  }

  const independent = await lab.run('deploy', '--independent');
  expect(independent.exitCode).toBe(2);
  expect(await isThere(lab.stage, 'good', 'live')).toBe(true);
});

it('switches nothing for what only the bytes tell, although others may be prepared', async () => {
  await using lab = await openLab({ ...callsBack, 'lambdas/good/index.js': good });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 2 });
  expect(await isThere(lab.stage, 'calls-back')).toBe(false);
  expect(await isThere(lab.stage, 'good', 'live')).toBe(false);
});

it('counts what others have set in the environment', async () => {
  await using lab = await openLab({
    'lambdas/full/index.js': good,
    'lambdas/good/index.js': good,
  });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  await setEnvironment(lab.stage, 'full', { THEIRS: 's3cr3t'.repeat(500) });
  await lab.stage.lambda.send(new PublishVersionCommand({ FunctionName: 'full' }));
  await lab.stage.lambda.send(
    new UpdateAliasCommand({ FunctionName: 'full', Name: 'live', FunctionVersion: '2' }),
  );
  await lab.workspace.write({
    'lambdas/full/lambda.config.ts': `export default { environment: { OURS: 'x'.repeat(2000) } };\n`,
    'lambdas/good/index.js': 'exports.handler = async () => 2;\n',
  });
  const writes = writesOf(lab.proxy.seen).length;
  const deployed = await lab.run('deploy');
  expect(deployed.exitCode).toBe(2);
  expect(deployed.out).toMatch(
    /lambda.config.ts environment: would be 5\d\d\d bytes, Lambda takes 4096: 20\d\d are declared, the rest is set on the function: THEIRS; declare less/,
  );
  expect(deployed.out + deployed.err).not.toContain('s3cr3t');
  expect(writesOf(lab.proxy.seen)).toHaveLength(writes);
});

const reserving = (count: number) => `export default { reservedConcurrency: ${String(count)} };\n`;

it('leaves the account the concurrency that must stay unreserved, all functions counted', async () => {
  await using lab = await openLab({
    'lambdas/one/index.js': good,
    'lambdas/one/lambda.config.ts': reserving(500),
    'lambdas/two/index.js': good,
    'lambdas/two/lambda.config.ts': reserving(401),
  });
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  for (const [name, count] of [
    ['one', 500],
    ['two', 401],
  ] as const) {
    expect(refused.out).toContain(
      `lambdas/${name}/lambda.config.ts reservedConcurrency: ${count} cannot be reserved: the account has 1000 unreserved in us-east-1, of which 100 must stay so, and this deploy would reserve 901 more`,
    );
  }
  expect(writesOf(lab.proxy.seen)).toEqual([]);

  await lab.workspace.write({ 'lambdas/two/lambda.config.ts': reserving(400) });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  // What one gives back the other may take.
  await lab.workspace.write({ 'lambdas/one/lambda.config.ts': reserving(100) });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  await lab.workspace.write({ 'lambdas/two/lambda.config.ts': reserving(801) });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 2 });
});

const accountSettings = (AccountLimit: object, AccountUsage: object): OwnAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ AccountLimit, AccountUsage }),
});

it('blocks what the code storage has no room for, and asks once, when something is uploaded', async () => {
  await using lab = await openLab({ 'lambdas/one/index.js': good, 'lambdas/two/index.js': good });
  lab.answers.accountSettings = accountSettings({ TotalCodeSize: 2000 }, { TotalCodeSize: 1990 });
  const asked = () => lab.proxy.seen.filter(({ path }) => path.includes('/account-settings'));
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain('2 blocked');
  expect(refused.out).toMatch(
    /code storage: the zip has \d+ bytes, and the account has 10 of 2000 left in this region: delete/,
  );
  expect(asked()).toHaveLength(1);
  expect(writesOf(lab.proxy.seen)).toEqual([]);

  // Enough for one of the two.
  const manifest = await readFile(
    join(lab.workspace.root, 'lambdas/one/dist/manifest.json'),
    'utf8',
  );
  const { zipBytes } = JSON.parse(manifest) as { readonly zipBytes: number };
  const used = { TotalCodeSize: 2000 - zipBytes - 10 };
  lab.answers.accountSettings = accountSettings({ TotalCodeSize: 2000 }, used);
  const second = await lab.run('plan');
  expect(second.out).toContain('1 to create, 1 blocked');
  expect(second.out).toMatch(/has \d+ of 2000 .* and other functions of this deploy take \d+:/);

  lab.answers.accountSettings = refusal(403, 'AccessDeniedException', 'not allowed');
  const unknown = await lab.run('deploy');
  expect(unknown).toMatchObject({
    exitCode: 0,
    err: expect.stringContaining('nobody knows whether the account has room for this'),
  });
  const before = asked().length;
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  expect(asked()).toHaveLength(before);
});

it('looks at code signing before anything is prepared, whether it is declared or was kept', async () => {
  await using lab = await openLab({ 'lambdas/one/index.js': good, 'lambdas/two/index.js': good });
  const create = (UntrustedArtifactOnDeployment: 'Enforce' | 'Warn') =>
    lab.stage.lambda.send(
      new CreateCodeSigningConfigCommand({
        AllowedPublishers: {
          SigningProfileVersionArns: [
            'arn:aws:signer:us-east-1:000000000000:/signing-profiles/birds/abcdefghij',
          ],
        },
        CodeSigningPolicies: { UntrustedArtifactOnDeployment },
      }),
    );
  const arnOf = async (policy: 'Enforce' | 'Warn') =>
    (await create(policy)).CodeSigningConfig?.CodeSigningConfigArn ?? '';
  const declare = (arn: string) =>
    lab.workspace.write({
      'lambdas/one/lambda.config.ts': `export default { codeSigningConfigArn: '${arn}' };\n`,
    });
  const enforced = await arnOf('Enforce');
  await declare(enforced);
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain(
    `lambdas/one/lambda.config.ts codeSigningConfigArn: ${enforced} enforces signatures`,
  );
  expect(await isThere(lab.stage, 'two')).toBe(false);

  const warning = await arnOf('Warn');
  await declare(warning);
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  await lab.stage.lambda.send(
    new UpdateCodeSigningConfigCommand({
      CodeSigningConfigArn: warning,
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' },
    }),
  );
  await lab.workspace.write({
    'lambdas/one/lambda.config.ts': undefined,
    'lambdas/one/index.js': 'exports.handler = async () => 2;\n',
  });
  const kept = await lab.run('plan');
  expect(kept.exitCode).toBe(2);
  expect(kept.out).toContain(`${warning}, which the function has, enforces signatures`);
});

it('adds up the code and its layers as far as AWS tells their sizes', async () => {
  const layer = (name: string) => `arn:aws:lambda:us-east-1:000000000000:layer:${name}:1`;
  await using lab = await openLab({
    'lambdas/one/index.js': good,
    'lambdas/one/lambda.config.ts': `export default { layers: ['${layer('a')}', '${layer('b')}'] };\n`,
  });
  const Content = { CodeSize: 131_072_000 };
  lab.answers.layer = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Content }),
  };
  const planned = await lab.run('plan');
  expect(planned.exitCode).toBe(2);
  expect(planned.out).toMatch(
    /layers: the code has \d+ bytes unzipped and the archives of its layers 262144000, Lambda takes 262144000 in all/,
  );
  lab.answers.layer = refusal(403, 'AccessDeniedException', 'not allowed');
  expect(await lab.run('plan')).toMatchObject({ exitCode: 0 });
});

/** The beginning of a program of Linux for another processor. */
function foreignProgram(): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\u007fELF\u0002\u0001\u0001', 'latin1');
  bytes.writeUInt16LE(0xb7, 18);
  return bytes;
}

it('blocks machine code that the processor of the function cannot run', async () => {
  await using lab = await openLab({
    'lambdas/one/index.js': good,
    'lambdas/one/lambda.config.ts':
      "export default { bundling: { files: [{ from: 'bin/tool' }] } };\n",
    'lambdas/one/bin/tool': '',
  });
  await writeFile(join(lab.workspace.root, 'lambdas/one/bin/tool'), foreignProgram());
  const deployed = await lab.run('deploy');
  expect(deployed.exitCode).toBe(2);
  expect(deployed.out).toContain(
    'bundling: bin/tool in the zip is for Linux on arm64, and the function runs on Linux on x86_64',
  );
  expect(await isThere(lab.stage, 'one')).toBe(false);
});

it('sends a zip over 50 MB through the bucket of the stage, and looks first whether it is there', async () => {
  await using lab = await openLab({
    'deploy.config.ts': `export default {
      service: 'tests',
      stages: { local: { account: '000000000000', region: 'us-east-1', codeBucket: 'birds-code' } },
    };\n`,
    'lambdas/one/index.js':
      "import { statSync } from 'node:fs';\nexport const handler = async () => statSync('noise').size;\n",
    'lambdas/one/lambda.config.ts':
      "export default { bundling: { files: [{ from: 'noise' }] } };\n",
    'lambdas/one/noise': '',
  });
  // What no archive makes smaller, and the same each time.
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
  const sizeBytes = 51 * 1024 * 1024;
  const file = join(lab.workspace.root, 'lambdas/one/noise');
  await writeFile(file, noise.update(Buffer.alloc(sizeBytes)));
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain(
    'deploy.config.ts codeBucket: birds-code is not there: create it in the region of the stage, or name another',
  );
  expect(writesOf(lab.proxy.seen)).toEqual([]);

  const s3 = new S3Client({
    endpoint: lab.stage.aws.url,
    region: lab.stage.aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'birds-code' }));
  s3.destroy();
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  const created = lab.proxy.seen.find(
    ({ method, path }) => method === 'POST' && path === '/2015-03-31/functions',
  );
  expect(JSON.parse(created?.body ?? '{}')).toMatchObject({ Code: { S3Bucket: 'birds-code' } });
  const { Payload } = await lab.stage.lambda.send(
    new InvokeCommand({ FunctionName: 'one', Qualifier: 'live' }),
  );
  expect(Buffer.from(Payload ?? []).toString()).toBe(String(sizeBytes));
});

it('says what is wrong with all lambdas at once, also beside a file that cannot be read', async () => {
  await using lab = await openLab({
    'lambdas/broken/index.js': good,
    'lambdas/broken/lambda.config.ts': 'export default { memorySize: 1 };\n',
    'lambdas/quiet/index.js': good,
    'lambdas/quiet/lambda.config.ts':
      "export default { logging: { applicationLogLevel: 'INFO' }, stages: { prd: {} } };\n",
  });
  const planned = await lab.run('plan');
  expect(planned.exitCode).toBe(2);
  expect(planned.err).toContain('lambdas/broken/lambda.config.ts: memorySize: 1 is below 128');
  expect(planned.err).toContain('lambdas/quiet: stages.prd: there is no such stage');
  expect(planned.err).toContain(
    'lambdas/quiet: logging.applicationLogLevel: needs logging.format to be "JSON"',
  );
});

it('takes a callback where the runtime still does, and says when that ends', async () => {
  const clock = createTestClock();
  await using workspace = await createWorkspace({
    'lambdas/old/index.js': 'exports.handler = (event, context, callback) => callback();\n',
    'lambdas/old/lambda.config.ts': "export default { runtime: 'nodejs22.x' };\n",
  });
  await using stage = await startStage();
  const at = (date: string) => ({
    cwd: workspace.root,
    env: stage.env,
    clock: { ...clock, date: () => new Date(date) },
  });
  const today = await runLambda(['plan'], at('2026-10-01'));
  expect(today.exitCode).toBe(0);
  expect(today.out).not.toContain('deprecates');
  const soon = await runLambda(['plan', '--json'], at('2027-01-01'));
  expect(soon.exitCode).toBe(0);
  expect(jsonLines(soon.out).at(-1)).toMatchObject({
    type: 'planned',
    plan: {
      functions: [
        {
          warnings: [
            'runtime: AWS deprecates nodejs22.x on 2027-04-30, creates no function of it from 2027-06-01 and updates none from 2027-07-01: make it nodejs24.x or nodejs26.x',
          ],
        },
      ],
    },
  });
  expect((await runLambda(['plan'], at('2027-01-01'))).out).toContain(
    'old: runtime: AWS deprecates',
  );
  expect((await runLambda(['plan'], at('2027-06-01'))).exitCode).toBe(2);
});
