import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionUrlConfigCommand, GetPolicyCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Trigger } from '@tooling/core';
import { describe, expect, it } from 'vitest';
import { startTriggerLab, type TriggerLab } from '../test/trigger-lab.ts';

interface Example {
  readonly trigger: Trigger;
  readonly changed: Trigger;
  /** What a plan says of the change. */
  readonly change: readonly string[];
  /** Makes what has to be there already. */
  readonly prepare?: (lab: TriggerLab) => Promise<unknown>;
  readonly fire: (lab: TriggerLab) => Promise<unknown>;
  readonly event: unknown;
}

const sendMessage = async ({ clients: { sqs } }: TriggerLab, MessageBody: string) => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
};

const putObject = ({ clients: { s3 } }: TriggerLab, Key: string) =>
  s3.send(new PutObjectCommand({ Bucket: 'birds', Key, Body: 'x' }));

async function urlOf({ stage: { lambda } }: TriggerLab): Promise<string> {
  const input = { FunctionName: 'hello', Qualifier: 'live' };
  return (await lambda.send(new GetFunctionUrlConfigCommand(input))).FunctionUrl ?? '';
}

async function apiOf({ clients: { api } }: TriggerLab): Promise<string> {
  return (await api.send(new GetApisCommand({}))).Items?.[0]?.ApiEndpoint ?? '';
}

const examples: Readonly<Record<string, Example>> = {
  schedule: {
    trigger: {
      type: 'schedule',
      expression: 'cron(0 3 1 * ? *)',
      timezone: 'Europe/Berlin',
      input: { monthly: true },
    },
    changed: {
      type: 'schedule',
      expression: 'cron(0 3 1 * ? *)',
      timezone: 'Europe/Berlin',
      input: { monthly: true },
      retries: { maximumRetryAttempts: 2 },
    },
    change: ['~ schedule cron(0 3 1 * ? *) Europe/Berlin.maximumRetryAttempts 185 → 2'],
    fire: (lab) => lab.pass(31 * 86_400),
    event: { monthly: true },
  },
  queue: {
    trigger: { type: 'queue', queue: 'jobs' },
    changed: { type: 'queue', queue: 'jobs', batchSize: 5, reportBatchItemFailures: true },
    change: ['~ queue jobs.batchSize 10 → 5', '~ queue jobs.reportBatchItemFailures false → true'],
    prepare: ({ clients: { sqs } }) => sqs.send(new CreateQueueCommand({ QueueName: 'jobs' })),
    fire: (lab) => sendMessage(lab, 'work'),
    event: { Records: [expect.objectContaining({ body: 'work', eventSource: 'aws:sqs' })] },
  },
  topic: {
    trigger: { type: 'topic', topic: 'news' },
    changed: { type: 'topic', topic: 'news', filterPolicy: { kind: ['bird'] } },
    change: [
      '~ topic news.filterPolicy not set → {"kind":["bird"]}',
      '~ topic news.filterPolicyScope not set → MessageAttributes',
    ],
    prepare: ({ clients: { sns } }) => sns.send(new CreateTopicCommand({ Name: 'news' })),
    fire: ({ clients: { sns } }) =>
      sns.send(
        new PublishCommand({
          TopicArn: 'arn:aws:sns:us-east-1:000000000000:news',
          Message: 'hatched',
          MessageAttributes: { kind: { DataType: 'String', StringValue: 'bird' } },
        }),
      ),
    event: { Records: [expect.objectContaining({ EventSource: 'aws:sns' })] },
  },
  eventPattern: {
    trigger: { type: 'eventPattern', pattern: { source: ['model'] } },
    changed: { type: 'eventPattern', pattern: { source: ['model'] }, inputPath: '$.detail' },
    change: ['~ eventPattern {"source":["model"]}.inputPath not set → $.detail'],
    fire: ({ clients: { events } }) =>
      events.send(
        new PutEventsCommand({
          Entries: [{ Source: 'model', DetailType: 'trained', Detail: '{"better":true}' }],
        }),
      ),
    event: expect.objectContaining({ source: 'model', detail: { better: true } }),
  },
  bucket: {
    trigger: { type: 'bucket', bucket: 'birds', prefix: 'in/' },
    changed: { type: 'bucket', bucket: 'birds', prefix: 'in/', suffix: '.csv' },
    change: ['+ bucket birds/in/*.csv ObjectCreated:*', '- bucket birds/in/* ObjectCreated:*'],
    prepare: ({ clients: { s3 } }) => s3.send(new CreateBucketCommand({ Bucket: 'birds' })),
    fire: (lab) => putObject(lab, 'in/penguins.csv'),
    event: { Records: [expect.objectContaining({ eventName: 'ObjectCreated:Put' })] },
  },
  'bucket via eventbridge': {
    trigger: { type: 'bucket', bucket: 'birds', prefix: 'in/', via: 'eventbridge' },
    changed: { type: 'bucket', bucket: 'birds', suffix: '.csv', via: 'eventbridge' },
    change: [expect.stringMatching(/^\+ bucket birds\/\*\.csv /) as string],
    prepare: ({ clients: { s3 } }) => s3.send(new CreateBucketCommand({ Bucket: 'birds' })),
    fire: (lab) => putObject(lab, 'in/penguins.csv'),
    event: expect.objectContaining({ source: 'aws.s3', 'detail-type': 'Object Created' }),
  },
  functionUrl: {
    trigger: { type: 'functionUrl', authType: 'NONE' },
    changed: { type: 'functionUrl', authType: 'NONE', cors: { allowOrigins: ['*'] } },
    change: [expect.stringMatching(/^~ functionUrl NONE\.cors not set → /) as string],
    fire: async (lab) => lab.ask(`${await urlOf(lab)}birds?kind=owl`),
    event: expect.objectContaining({ rawPath: '/birds', rawQueryString: 'kind=owl' }),
  },
  httpApi: {
    trigger: { type: 'httpApi', route: 'GET /birds/{id}' },
    changed: { type: 'httpApi', route: 'GET /birds/{id}', timeout: 10 },
    change: ['~ httpApi GET /birds/{id}.timeout 30 → 10'],
    fire: async (lab) => lab.ask(`${await apiOf(lab)}/birds/7`),
    event: expect.objectContaining({ routeKey: 'GET /birds/{id}', pathParameters: { id: '7' } }),
  },
};

const settled = { exitCode: 0 };

/** Begins on a day from which on each 31 days have one first of a month: where a shorter month is among them, it may be two. */
function createCalendar(): () => Date {
  const startedAt = performance.now();
  return () => new Date(Date.UTC(2026, 0, 10) + performance.now() - startedAt);
}

describe.each(Object.entries(examples))('%s', (_type, example) => {
  it('starts the function, is changed, and goes when it is declared no more', async () => {
    await using lab = await startTriggerLab({ now: createCalendar() });
    await example.prepare?.(lab);
    const { trigger, changed } = example;

    const first = await lab.deploy([trigger]);
    expect(first).toMatchObject(settled);
    await example.fire(lab);
    expect(await lab.readEvents()).toEqual([example.event]);
    expect((await lab.plan([trigger])).out).toContain('1 unchanged');
    expect((await lab.deploy([trigger], {}, ['--verify'])).out).toContain('nothing to do');

    const plan = await lab.plan([changed]);
    const lines = plan.out.split('\n').map((line) => line.replace(/^hello +update +/, '').trim());
    for (const change of example.change) expect(lines).toContainEqual(change);
    expect(await lab.deploy([changed])).toMatchObject(settled);
    expect((await lab.deploy([changed], {}, ['--verify'])).out).toContain('nothing to do');
    await example.fire(lab);
    expect(await lab.readEvents()).toHaveLength(2);

    expect(await lab.deploy([])).toMatchObject(settled);
    await example.fire(lab).catch(() => undefined);
    expect(await lab.readEvents()).toHaveLength(2);
    const policy = { FunctionName: 'hello', Qualifier: 'live' };
    await expect(lab.stage.lambda.send(new GetPolicyCommand(policy))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
