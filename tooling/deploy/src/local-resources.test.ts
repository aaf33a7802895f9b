import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, it, vi } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const config = {
  service: 'tests',
  stages: { dev: { region: 'us-east-1' } },
  local: { buckets: ['birds'], queues: ['jobs', 'orders.fifo'], topics: ['news'] },
};

const triggers = [
  { type: 'bucket', bucket: 'birds' },
  { type: 'queue', queue: 'jobs' },
  { type: 'topic', topic: 'news' },
];

const files = {
  'deploy.config.ts': `export default ${JSON.stringify(config)};\n`,
  'lambdas/hello/index.js': 'exports.handler = async () => "hello";\n',
  'lambdas/hello/lambda.config.ts': `export default ${JSON.stringify({ triggers })};\n`,
};

/** What there is besides functions, seen by a stranger. */
function lookAt({ aws }: TestStage) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const target = { endpoint: aws.url, region: aws.region, credentials };
  const s3 = new S3Client(target);
  const sns = new SNSClient(target);
  const sqs = new SQSClient(target);
  return {
    s3,
    buckets: async () => (await s3.send(new ListBucketsCommand())).Buckets?.map(({ Name }) => Name),
    topics: async () =>
      (await sns.send(new ListTopicsCommand())).Topics?.map(({ TopicArn }) => TopicArn),
    queue: async (QueueName: string) => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      const query = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      return (await sqs.send(query)).Attributes;
    },
    [Symbol.dispose]() {
      for (const client of [s3, sns, sqs]) client.destroy();
    },
  };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

it('makes what triggers of stage local need, and leaves it alone from then on', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  using seen = lookAt(stage);
  const options = { cwd: workspace.root, env: stage.env };

  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  expect(await seen.buckets()).toEqual(['birds']);
  expect(await seen.topics()).toEqual(['arn:aws:sns:us-east-1:000000000000:news']);
  expect(await seen.queue('jobs')).not.toHaveProperty('FifoQueue');
  expect(await seen.queue('orders.fifo')).toMatchObject({ FifoQueue: 'true' });

  await seen.s3.send(new PutObjectCommand({ Bucket: 'birds', Key: 'owl', Body: 'x' }));
  const again = await runLambda(['deploy'], options);
  expect(again).toMatchObject({ exitCode: 0, out: expect.stringContaining('nothing to do') });
});

it('makes nothing in other stages', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  using seen = lookAt(stage);
  // The SDK looks for them by itself.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');

  const options = { cwd: workspace.root, env: stage.env };
  const ran = await runLambda(['deploy', '--stage', 'dev'], options);
  expect(ran.exitCode).not.toBe(0);
  expect(ran.out + ran.err).toContain('birds');
  expect(await seen.buckets()).toEqual([]);
});
