import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { group, startTestLogs, type TestLogs } from './testing/start-test-logs.ts';

const day = 86_400_000;

let local: TestLogs;
beforeEach(async () => {
  local = await startTestLogs();
});
afterEach(async () => {
  await local.stop();
  expect(local.aws.failures).toEqual([]);
});

describe('log groups', () => {
  test('are described with their ARNs, by prefix, pattern and identifier, page by page', async () => {
    for (const logGroupName of ['/aws/lambda/train', '/other']) {
      await local.client.send(
        new CreateLogGroupCommand({ logGroupName, tags: { stage: 'local' } }),
      );
    }
    const names = async (input: object) => {
      const answer = await local.client.send(new DescribeLogGroupsCommand(input));
      return answer.logGroups?.map(({ logGroupName }) => logGroupName);
    };
    expect(await names({ logGroupNamePrefix: '/aws/' })).toEqual([group, '/aws/lambda/train']);
    expect(await names({ logGroupNamePattern: 'the' })).toEqual(['/other']);
    const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:/other';
    expect(await names({ logGroupIdentifiers: [group, arn] })).toEqual([group, '/other']);
    const first = await local.client.send(new DescribeLogGroupsCommand({ limit: 2 }));
    expect(first.logGroups?.[0]).toEqual({
      logGroupName: group,
      creationTime: local.aws.clock.nowMs,
      metricFilterCount: 0,
      arn: `arn:aws:logs:us-east-1:000000000000:log-group:${group}:*`,
      logGroupArn: `arn:aws:logs:us-east-1:000000000000:log-group:${group}`,
      logGroupClass: 'STANDARD',
      storedBytes: 0,
    });
    expect(await names({ nextToken: first.nextToken })).toEqual(['/other']);
  });

  test('are refused twice, and missed when they are not there', async () => {
    await expect(
      local.client.send(new CreateLogGroupCommand({ logGroupName: group })),
    ).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    await expect(
      local.client.send(new DeleteLogGroupCommand({ logGroupName: 'nothing' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('are not made with a protection that they would not have', async () => {
    const logGroupName = '/protected';
    await expect(
      local.client.send(
        new CreateLogGroupCommand({ logGroupName, deletionProtectionEnabled: true }),
      ),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The local AWS does not implement deletionProtectionEnabled of logs:CreateLogGroup',
    });
    await local.client.send(
      new CreateLogGroupCommand({ logGroupName, deletionProtectionEnabled: false }),
    );
  });

  test('take their streams and events with them', async () => {
    await local.write('a', [0, 'one']);
    await local.client.send(new DeleteLogGroupCommand({ logGroupName: group }));
    await local.client.send(new CreateLogGroupCommand({ logGroupName: group }));
    await local.write('a', [1, 'two']);
    expect(await local.filter()).toEqual(['two']);
  });

  test('have names of the right characters', async () => {
    await expect(
      local.client.send(new CreateLogGroupCommand({ logGroupName: 'a b' })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: " +
        String.raw`Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`,
    });
  });

  test('are tagged', async () => {
    const resourceArn = `arn:aws:logs:us-east-1:000000000000:log-group:${group}`;
    await local.client.send(new TagResourceCommand({ resourceArn, tags: { a: '1', b: '2' } }));
    await local.client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a', 'unknown'] }));
    const { tags } = await local.client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ b: '2' });
  });
});

describe('retention', () => {
  test('hides what has expired', async () => {
    await local.write('a', [0, 'old']);
    await local.client.send(
      new PutRetentionPolicyCommand({ logGroupName: group, retentionInDays: 3 }),
    );
    local.aws.clock.nowMs += 3 * day;
    await local.write('a', [3 * day, 'new']);
    expect(await local.filter()).toEqual(['new']);
    await local.client.send(new DeleteRetentionPolicyCommand({ logGroupName: group }));
    expect(await local.filter()).toEqual(['old', 'new']);
  });

  test('is one of the times that AWS offers', async () => {
    await expect(
      local.client.send(new PutRetentionPolicyCommand({ logGroupName: group, retentionInDays: 2 })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("Value '2' at 'retentionInDays'") as string,
    });
  });
});

describe('log streams', () => {
  test('are described with the times of their events, in either order', async () => {
    await local.write('b', [0, 'one'], [5, 'two']);
    await local.write('a', [9, 'three']);
    await local.client.send(
      new CreateLogStreamCommand({ logGroupName: group, logStreamName: 'c' }),
    );
    const described = await local.client.send(
      new DescribeLogStreamsCommand({
        logGroupName: group,
        orderBy: 'LastEventTime',
        descending: true,
      }),
    );
    expect(described.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(described.logStreams?.[1]).toEqual({
      logStreamName: 'b',
      creationTime: local.aws.clock.nowMs,
      firstEventTimestamp: local.start,
      lastEventTimestamp: local.start + 5,
      lastIngestionTime: local.aws.clock.nowMs,
      arn: `arn:aws:logs:us-east-1:000000000000:log-group:${group}:log-stream:b`,
      storedBytes: 0,
    });
    const first = await local.client.send(
      new DescribeLogStreamsCommand({ logGroupName: group, limit: 2, descending: true }),
    );
    expect(first.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['c', 'b']);
    const rest = await local.client.send(
      new DescribeLogStreamsCommand({
        logGroupName: group,
        descending: true,
        nextToken: first.nextToken,
      }),
    );
    expect(rest.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['a']);
  });

  test('are deleted with their events', async () => {
    await local.write('a', [0, 'one']);
    const place = { logGroupName: group, logStreamName: 'a' };
    await local.client.send(new DeleteLogStreamCommand(place));
    await expect(local.client.send(new GetLogEventsCommand(place))).rejects.toMatchObject({
      message: 'The specified log stream does not exist.',
    });
  });
});

describe('putting events', () => {
  test('refuses a batch that is out of order, too long in time, or empty', async () => {
    await expect(local.write('a', [5, 'x'], [0, 'y'])).rejects.toThrow(
      'must be in chronological order',
    );
    await expect(local.write('a', [-2 * day, 'x'], [0, 'y'])).rejects.toThrow('more than 24 hours');
    await expect(local.write('a')).rejects.toThrow(
      "Value '[]' at 'logEvents' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    await expect(local.write('a', [0, ''])).rejects.toThrow(
      "Value '' at 'logEvents.1.member.message'",
    );
  });

  test('refuses more than 1 MB', async () => {
    const message = 'x'.repeat(600_000);
    await expect(local.write('a', [0, message], [0, message])).rejects.toThrow(
      'Upload too large: 1200052 bytes exceeds limit of 1048576',
    );
  });

  test('leaves out what is too old or too new, and says which', async () => {
    const hour = 3_600_000;
    const { rejectedLogEventsInfo } = await local.write('a', [0, 'kept'], [3 * hour, 'too new']);
    expect(rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    const old = await local.write('a', [-15 * day, 'too old']);
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(await local.filter()).toEqual(['kept']);
  });
});

describe('reading a stream', () => {
  const place = { logGroupName: group, logStreamName: 'a' };
  const read = async (more: object) =>
    local.client.send(new GetLogEventsCommand({ ...place, ...more }));
  const messages = (answer: { events?: { message?: string | undefined }[] | undefined }) =>
    answer.events?.map(({ message }) => message);

  test('goes forward from the head and says when the end is reached', async () => {
    await local.write('a', [0, '1'], [0, '2'], [1, '3']);
    const first = await read({ startFromHead: true, limit: 2 });
    expect(messages(first)).toEqual(['1', '2']);
    const second = await read({ nextToken: first.nextForwardToken, limit: 2 });
    expect(messages(second)).toEqual(['3']);
    const third = await read({ nextToken: second.nextForwardToken });
    expect(messages(third)).toEqual([]);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
    await local.write('a', [2, '4']);
    expect(messages(await read({ nextToken: third.nextForwardToken }))).toEqual(['4']);
  });

  test('begins at the tail and goes backward', async () => {
    await local.write('a', [0, '1'], [1, '2'], [2, '3']);
    const last = await read({ limit: 2 });
    expect(messages(last)).toEqual(['2', '3']);
    const before = await read({ nextToken: last.nextBackwardToken, limit: 2 });
    expect(messages(before)).toEqual(['1']);
  });

  test('orders by time what was put in another order', async () => {
    await local.write('a', [5, 'later']);
    await local.write('a', [1, 'earlier']);
    expect(messages(await read({ startFromHead: true }))).toEqual(['earlier', 'later']);
  });

  test('takes the start time in and leaves the end time out', async () => {
    await local.write('a', [0, '1'], [1, '2'], [2, '3']);
    expect(messages(await read({ startTime: local.start + 1, endTime: local.start + 2 }))).toEqual([
      '2',
    ]);
  });

  test('refuses a token of nobody', async () => {
    await local.write('a', [0, '1']);
    await expect(read({ nextToken: 'x' })).rejects.toThrow('The specified nextToken is invalid.');
  });

  test('cuts a page at 1 MB and goes on after it', async () => {
    const big = 'x'.repeat(400_000);
    for (const time of [0, 1, 2]) await local.write('a', [time, `${time}${big}`]);
    const first = await read({ startFromHead: true });
    expect(first.events).toHaveLength(2);
    const second = await read({ nextToken: first.nextForwardToken });
    expect(messages(second)?.map((text) => text?.[0])).toEqual(['2']);
  });
});
