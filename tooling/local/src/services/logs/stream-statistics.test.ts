import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { group, startTestLogs, type TestLogs } from './testing/start-test-logs.ts';

let local: TestLogs;
beforeEach(async () => {
  local = await startTestLogs();
});
afterEach(() => local.stop());

async function lastTimes() {
  const { logStreams } = await local.client.send(
    new DescribeLogStreamsCommand({ logGroupName: group, orderBy: 'LastEventTime' }),
  );
  return logStreams?.map(({ logStreamName, firstEventTimestamp, lastEventTimestamp }) => [
    logStreamName,
    (firstEventTimestamp ?? NaN) - local.start,
    (lastEventTimestamp ?? NaN) - local.start,
  ]);
}

/** Whoever reads the journals from now on fails. */
async function breakJournals() {
  const directory = join(local.aws.stateDirectory, 'journals', 'logs');
  for (const file of await readdir(directory)) await appendFile(join(directory, file), 'broken\n');
}

test('describes streams without reading them again, with what came since', async () => {
  await local.write('a', [1, 'one']);
  await local.write('b', [3, 'three']);
  expect(await lastTimes()).toEqual([
    ['a', 1, 1],
    ['b', 3, 3],
  ]);
  await breakJournals();
  await local.write('a', [5, 'five']);
  expect(await lastTimes()).toEqual([
    ['b', 3, 3],
    ['a', 1, 5],
  ]);
});

test('filters without reading the streams that have nothing in the time asked for', async () => {
  await local.write('a', [1, 'one'], [2, 'two']);
  const since = { startTime: local.start + 3 };
  const until = { endTime: local.start };
  expect(await local.filter(since)).toEqual([]);
  await breakJournals();
  expect(await local.filter(since)).toEqual([]);
  expect(await local.filter(until)).toEqual([]);
  await local.write('b', [3, 'three']);
  expect(await local.filter(since)).toEqual(['three']);
  await expect(local.filter({ startTime: local.start + 2 })).rejects.toThrow('not JSON');
});

test('begins anew with a stream of the same name after a reset', async () => {
  await local.write('a', [1, 'one']);
  expect(await lastTimes()).toEqual([['a', 1, 1]]);
  await local.aws.reset();
  await local.createGroup();
  await local.write('a', [7, 'seven']);
  expect(await lastTimes()).toEqual([['a', 7, 7]]);
});
