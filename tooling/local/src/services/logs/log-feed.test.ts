import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createRecordingFunction } from '../../testing/recording-function.ts';
import { startTestAws } from '../../testing/start-test-aws.ts';
import { createLogFeed, type LogLine } from './log-feed.ts';
import { openReader } from './testing/event-reader.ts';

const group = '/aws/lambda/predict';
const eventsOf = (...messages: readonly string[]) =>
  messages.map((message) => ({ timestamp: 1, message }));

test('who looks on is told of the lines that a function writes, before its answer comes', async () => {
  const aws = await startTestAws();
  const written: LogLine[] = [];
  const stop = aws.followLogs((lines) => written.push(...lines));
  const predict = await createRecordingFunction(aws, 'predict');
  const lambda = new LambdaClient(aws.client);
  const invoke = () =>
    lambda.send(new InvokeCommand({ FunctionName: 'predict', Payload: '{"a":1}' }));
  await invoke();
  const marked = written.filter(({ message }) => message.includes('received: '));
  expect(marked).toMatchObject([{ logGroup: group, timestamp: aws.clock.nowMs }]);
  expect(marked[0]?.message).toMatch(/received: \{"a":1\}$/);
  stop();
  const seen = written.length;
  await invoke();
  expect(written).toHaveLength(seen);
  predict.stop();
  lambda.destroy();
  await aws.stop();
});

test('of what was written before, the last 1,000 lines are kept, and asked for by their number', () => {
  const feed = createLogFeed();
  for (let batch = 0; batch < 30; batch += 1) {
    feed.publish(
      group,
      'one',
      eventsOf(...Array.from({ length: 50 }, (_, i) => `${batch}:${i}\n`)),
    );
  }
  expect(feed.recent()).toHaveLength(1000);
  expect(feed.recent()[0]).toMatchObject({ id: 501, message: '10:0' });
  expect(feed.recent(1498).map(({ message }) => message)).toEqual(['29:48', '29:49']);
});

test('a reset forgets the lines, and who looks on goes on', async () => {
  const aws = await startTestAws();
  const written: LogLine[] = [];
  aws.followLogs((lines) => written.push(...lines));
  const lambda = new LambdaClient(aws.client);
  const invokeAnew = async () => {
    const predict = await createRecordingFunction(aws, 'predict');
    await lambda.send(new InvokeCommand({ FunctionName: 'predict' }));
    predict.stop();
  };
  await invokeAnew();
  const before = written.length;
  await aws.reset();
  const reader = await openReader(`${aws.url}/_local/logs?since=3600`);
  await invokeAnew();
  const [first] = await reader.take(1);
  expect(first?.id).toMatch(new RegExp(`-${before + 1}$`));
  expect(written.length).toBeGreaterThan(before);
  await reader.close();
  lambda.destroy();
  await aws.stop();
});

test('a line without end is cut, and says by how much', () => {
  const feed = createLogFeed();
  feed.publish(group, 'one', eventsOf('x'.repeat(10_000)));
  expect(feed.recent()).toMatchObject([{ cut: 1808 }]);
  expect(feed.recent()[0]?.message).toHaveLength(8192);
});
