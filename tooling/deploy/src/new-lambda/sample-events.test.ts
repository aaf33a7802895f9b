import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { beforeAll, expect, it } from 'vitest';
import { shapeOf } from '../../test/shape-of.ts';
import { startTriggerLab, type TriggerLab } from '../../test/trigger-lab.ts';
import { triggerKinds, type TriggerKind } from './new-lambda.ts';
import { starterOf } from './starters/starters.ts';

const listened: Readonly<Record<TriggerKind, string>> = {
  http: 'GET /birds/{id}',
  schedule: 'rate(1 hour)',
  bucket: 'birds',
  queue: 'jobs.fifo',
  event: 'model',
  topic: 'news',
};

const fire: Readonly<Record<TriggerKind, (lab: TriggerLab) => Promise<unknown>>> = {
  async http(lab) {
    const { Items = [] } = await lab.clients.api.send(new GetApisCommand({}));
    return lab.ask(`${Items[0]?.ApiEndpoint ?? ''}/birds/1?name=Ada`);
  },
  schedule: (lab) => lab.pass(3600),
  bucket: ({ clients: { s3 } }) =>
    s3.send(new PutObjectCommand({ Bucket: 'birds', Key: 'in/first file.csv', Body: 'x' })),
  async queue({ clients: { sqs } }) {
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    const input = { QueueName: listened.queue, Attributes };
    const { QueueUrl } = await sqs.send(new CreateQueueCommand(input));
    const message = { QueueUrl, MessageGroupId: 'one', MessageBody: '{"id":"42"}' };
    return sqs.send(new SendMessageCommand(message));
  },
  event: ({ clients: { events } }) =>
    events.send(
      new PutEventsCommand({
        Entries: [{ Source: 'model', DetailType: 'Order Placed', Detail: '{"id":"42"}' }],
      }),
    ),
  async topic({ clients: { sns } }) {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
    return sns.send(new PublishCommand({ TopicArn, Subject: 'News', Message: '{"id":"42"}' }));
  },
};

let real: readonly unknown[];

beforeAll(async () => {
  await using lab = await startTriggerLab();
  const { s3, sns, sqs } = lab.clients;
  await s3.send(new CreateBucketCommand({ Bucket: 'birds' }));
  await sns.send(new CreateTopicCommand({ Name: 'news' }));
  const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
  await sqs.send(new CreateQueueCommand({ QueueName: listened.queue, Attributes }));
  const triggers = triggerKinds.flatMap((kind) => starterOf(kind).trigger?.(listened[kind]) ?? []);
  expect(await lab.deploy(triggers)).toMatchObject({ exitCode: 0 });
  for (const kind of triggerKinds) await fire[kind](lab);
  real = (await lab.readEvents()).map(shapeOf);
});

it.each(triggerKinds)('has a sample of what a trigger of kind %s really sends', (kind) => {
  expect(real).toContainEqual(shapeOf(starterOf(kind).event(listened[kind])));
});
