import { expect, test } from 'vitest';
import { AwsError } from '../../../aws-error.ts';
import type { Delivery, Message } from '../../../delivery/delivery.ts';
import { checkDestinations } from './check-destinations.ts';
import type { NotificationRule } from './rules-of.ts';

const context = {
  requestId: 'request',
  accountId: '000000000000',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1',
  now: () => new Date('2026-11-20T12:00:00Z'),
};
const rule = (element: NotificationRule['element'], targetArn: string): NotificationRule => ({
  id: 'x',
  element,
  targetArn,
  events: ['s3:ObjectCreated:*'],
  filters: [],
});
const queue = rule('Queue', 'arn:aws:sqs:us-east-1:000000000000:q');
const topic = rule('Topic', 'arn:aws:sns:us-east-1:000000000000:t');

function deliveryTo(received: Message[], failure?: AwsError): Delivery {
  return {
    check: () => Promise.resolve(),
    receive(message) {
      if (failure !== undefined) return Promise.reject(failure);
      received.push(message);
      return Promise.resolve();
    },
  };
}

test('queues and topics are sent a message that says that it is a test', async () => {
  const received: Message[] = [];
  await checkDestinations(deliveryTo(received), [queue, topic], { bucket: 'things', context });
  expect(received.map(({ targetArn }) => targetArn)).toEqual([queue.targetArn, topic.targetArn]);
  expect(received[0]?.sender).toEqual({
    principal: 's3.amazonaws.com',
    sourceArn: 'arn:aws:s3:::things',
  });
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: '2026-11-20T12:00:00.000Z',
    Bucket: 'things',
    RequestId: 'request',
    HostId: expect.any(String) as string,
  });
});

test.each([
  ['AWS.SimpleQueueService.NonExistentQueue', 'The destination queue does not exist'],
  [
    'AccessDenied',
    'Permissions on the destination queue do not allow S3 to publish notifications from this bucket',
  ],
])('a queue that answers %s is named with the reason', async (code, ArgumentValue1) => {
  const delivery = deliveryTo([], new AwsError(400, code, 'No.'));
  await expect(
    checkDestinations(delivery, [queue], { bucket: 'things', context }),
  ).rejects.toMatchObject({
    code: 'InvalidArgument',
    members: { ArgumentName1: queue.targetArn, ArgumentValue1 },
  });
});

test('what the local AWS cannot deliver to is not made out to be the mistake of somebody', async () => {
  const delivery = deliveryTo([], new AwsError(501, 'NotImplemented', 'No queues here.'));
  await expect(
    checkDestinations(delivery, [queue], { bucket: 'things', context }),
  ).rejects.toMatchObject({ status: 501 });
});
