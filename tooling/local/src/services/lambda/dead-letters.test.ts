import { InvokeCommand, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, expect, it } from 'vitest';
import { createWorkerRole, startPolling, type Polling } from './testing/start-polling.ts';
import { startTestQueues } from '../sqs/testing/start-test-queues.ts';

let polling: Polling;
afterEach(() => polling.stop());

const failing = `exports.handler = async () => { throw new Error('no such thing'); };`;
const invoke = () =>
  polling.lambda.send(
    new InvokeCommand({
      FunctionName: 'worker',
      InvocationType: 'Event',
      Payload: Buffer.from('{"n":1}'),
    }),
  );

/** A function that fails, with a dead-letter queue and a queue that is told of its failures. */
async function create(started: Polling) {
  polling = started;
  const dead = await polling.create('dead');
  const failures = await polling.create('failures');
  const TargetArn = await polling.arnOf(dead);
  await polling.createFunction('worker', failing, { DeadLetterConfig: { TargetArn } });
  await polling.lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: 'worker',
      DestinationConfig: { OnFailure: { Destination: await polling.arnOf(failures) } },
    }),
  );
  return { dead, failures };
}

it('are in their queue when all attempts have failed, by the clock', async () => {
  const { dead, failures } = await create(await startPolling());
  const { $metadata } = await invoke();
  await polling.advance(179);
  expect(await polling.bodies(dead)).toEqual([]);
  await polling.advance(1);
  const [message] = await polling.receive(dead, { MessageAttributeNames: ['All'] });
  // Recorded (test_sqs_queue_as_lambda_dead_letter_queue).
  expect(message).toMatchObject({
    Body: '{"n":1}',
    MessageAttributes: {
      RequestID: { DataType: 'String', StringValue: $metadata.requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: { DataType: 'String', StringValue: 'no such thing' },
    },
  });
  const [told = ''] = await polling.bodies(failures);
  expect(JSON.parse(told)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { n: 1 },
    responsePayload: { errorMessage: 'no such thing' },
  });
  expect(polling.aws.failures).toEqual([]);
});

it('are said to be lost where there is no queue any more', async () => {
  const { dead } = await create(await startPolling());
  await polling.client.send(new DeleteQueueCommand({ QueueUrl: dead }));
  await invoke();
  await polling.advance(180);
  expect(polling.aws.failures).toMatchObject([
    {
      message:
        'The event of a failed invocation of worker was not delivered to arn:aws:sqs:us-east-1:000000000000:dead: The specified queue does not exist.',
    },
  ]);
});

it('are said to be lost where the role does not allow them', async () => {
  const queues = await startTestQueues();
  await createWorkerRole(queues, 'logs:*');
  await queues.aws.close();
  polling = await startPolling({ stateDirectory: queues.aws.stateDirectory });
  const failures = await polling.create('failures');
  await polling.createFunction('worker', failing);
  await polling.lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: 'worker',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: await polling.arnOf(failures) } },
    }),
  );
  await invoke();
  await polling.settle();
  expect(await polling.bodies(failures)).toEqual([]);
  expect(polling.aws.failures).toMatchObject([
    { message: expect.stringContaining('is not authorized to perform: sqs:SendMessage') as string },
  ]);
});
