import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startNewLambdaLab, type NewLambdaLab } from '../test/new-lambda-lab.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const kinds = ['http', 'schedule', 'bucket', 'queue', 'event', 'topic'];

/** By the name of the lambda: each trigger in both languages, and what changes the layout of files. */
const written: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    kinds.flatMap((kind) => [
      [`${kind}-ts`, ['--trigger', kind]],
      [`${kind}-js`, ['--trigger', kind, '--js']],
    ]),
  ),
  'call-ts': [],
  'call-js': ['--js'],
  'in-order-ts': ['--trigger', 'queue', '--on', 'orders.fifo'],
  'in-order-js': ['--trigger', 'queue', '--on', `${'o'.repeat(75)}.fifo`, '--js'],
  'a-route-with-parameters-and-a-name-of-54-characters-00': [
    ...['--trigger', 'http', '--on', 'ANY /a/route/{with}/two/{parameters+}'],
  ],
};

const names = Object.keys(written).sort();
let lab: NewLambdaLab;

beforeAll(async () => {
  lab = await startNewLambdaLab();
  for (const [name, options] of Object.entries(written)) {
    const ran = await runLambda(['new', name, ...options], { cwd: lab.workspace.root });
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
  }
});

afterAll(() => lab[Symbol.asyncDispose]());

it.each([
  ['eslint', 'lambdas', '--max-warnings', '0'],
  ['tsc', '--noEmit'],
  ['prettier', '--check', 'lambdas'],
])('writes what %s accepts', async (program, ...args) => {
  const { exitCode, output } = await lab.check(program, ...args);
  expect(exitCode, output).toBe(0);
});

it('writes tests that pass, for every lambda', async () => {
  const flags = ['--no-isolate', '--silent', '--reporter=json', '--outputFile=report.json'];
  // As long as a test here may take: what is usual is five seconds.
  const patient = '--testTimeout=300000';
  const { exitCode, output } = await lab.check('vitest', 'run', patient, ...flags);
  expect(exitCode, output).toBe(0);
  const { testResults } = JSON.parse(await lab.read('report.json')) as {
    testResults: { name: string }[];
  };
  const tested = testResults.map(({ name }) => name.split('/').at(-2));
  expect(tested.sort()).toEqual(names);
});

it('enters each lambda in the lockfile, as pnpm would', async () => {
  const before = await lab.read('pnpm-lock.yaml');
  expect(before.match(/lambdas\/\S+(?=: \{\}\n)/g)).toEqual(names.map((name) => `lambdas/${name}`));
  const flags = ['--frozen-lockfile', '--lockfile-only', '--offline'];
  const installed = await lab.check('pnpm', 'install', ...flags);
  expect(installed).toMatchObject({ exitCode: 0 });
  expect(await lab.read('pnpm-lock.yaml')).toBe(before);
});

it('writes lambdas that can be deployed, each with a smoke test', async () => {
  await using stage = await startStage();
  const { url: endpoint, region } = stage.aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const sqs = new SQSClient({ endpoint, region, credentials });
  const sns = new SNSClient({ endpoint, region, credentials });
  for (const language of ['ts', 'js']) {
    await s3.send(new CreateBucketCommand({ Bucket: `bucket-${language}` }));
    await sqs.send(new CreateQueueCommand({ QueueName: `queue-${language}` }));
    await sns.send(new CreateTopicCommand({ Name: `topic-${language}` }));
  }
  for (const QueueName of ['orders.fifo', `${'o'.repeat(75)}.fifo`]) {
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true' } }));
  }
  const deployed = await runLambda(['deploy', '--json'], {
    cwd: lab.workspace.root,
    env: stage.env,
  });
  expect(deployed.exitCode, deployed.out).toBe(0);
  const lines = jsonLines(deployed.out);
  for (const type of ['smoke-tested', 'switched']) {
    const found = lines.filter((line) => line.type === type);
    expect(found.map(({ functionName }) => functionName).sort()).toEqual(names);
  }
});
