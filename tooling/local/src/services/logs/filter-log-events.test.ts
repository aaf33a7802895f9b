import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { group, startTestLogs, type TestLogs } from './testing/start-test-logs.ts';

let local: TestLogs;
beforeEach(async () => {
  local = await startTestLogs();
});
afterEach(async () => {
  await local.stop();
  expect(local.aws.failures).toEqual([]);
});

describe('filtering a group', () => {
  test('merges its streams by time, page by page', async () => {
    await local.write('a', [0, 'a0'], [2, 'a2']);
    await local.write('b', [1, 'b1'], [2, 'b2']);
    const first = await local.client.send(
      new FilterLogEventsCommand({ logGroupName: group, limit: 3 }),
    );
    expect(first.events?.map(({ message }) => message)).toEqual(['a0', 'b1', 'a2']);
    expect(await local.filter({ nextToken: first.nextToken })).toEqual(['b2']);
    expect(await local.filter({ logStreamNames: ['b'] })).toEqual(['b1', 'b2']);
    expect(await local.filter({ logStreamNamePrefix: 'a' })).toEqual(['a0', 'a2']);
    expect(await local.filter({ startTime: local.start + 1, endTime: local.start + 1 })).toEqual([
      'b1',
    ]);
  });

  test.each([
    ['ERROR', ['ERROR: disk full', 'no ERRORS found']],
    ['ERROR disk', ['ERROR: disk full']],
    ['"disk full"', ['ERROR: disk full']],
    ['ERROR -found', ['ERROR: disk full']],
    ['?INFO ?disk', ['ERROR: disk full', 'INFO started']],
    ['%^INFO|full$%', ['ERROR: disk full', 'INFO started']],
    ['  ', ['ERROR: disk full', 'no ERRORS found', 'INFO started']],
    ['{ $.level = "ERROR" }', []],
  ])('finds the texts that match %s', async (filterPattern, expected) => {
    await local.write('a', [0, 'ERROR: disk full'], [0, 'no ERRORS found'], [0, 'INFO started']);
    expect(await local.filter({ filterPattern })).toEqual(expected);
  });

  const failed = '{"level":"ERROR","n":5,"user":{"ids":[7]}}';
  const passed = '{"n":1,"gone":null,"ok":true}';
  test.each([
    ['{ $.level = "ERR*" }', [failed]],
    ['{ $.level = ERROR }', [failed]],
    ['{ $.level = %^E.*R$% }', [failed]],
    ['{ $.n >= 5 && $.user.ids[0] = 7 }', [failed]],
    ['{ ($.n < 5) || ($["level"] = "ERROR") }', [failed, passed]],
    ['{ $.n < 5 || $.n > 1 && $.ok IS TRUE }', [passed]],
    ['{ $.gone IS NULL }', [passed]],
    ['{ $.ok IS TRUE }', [passed]],
    ['{ $.level NOT EXISTS }', [passed]],
    ['{ $.n != 1 }', [failed]],
    ['ERROR', [failed]],
  ])('finds the JSON that matches %s', async (filterPattern, expected) => {
    await local.write('a', [0, failed], [0, passed]);
    expect(await local.filter({ filterPattern })).toEqual(expected);
  });

  test.each(['a:b', '"open', '{ $.a = }', '{ a = 1 }', '{ $.a = 1', '%(a)%', '{ $.a IS MAYBE }'])(
    'refuses the pattern %s',
    async (filterPattern) => {
      await expect(local.filter({ filterPattern })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: expect.stringContaining('Invalid filter pattern') as string,
      });
    },
  );

  test.each([
    ['%a*a*a*a*b%', 'a'.repeat(20_000)],
    ['{ $.m = "*a*a*a*a*a*b" }', JSON.stringify({ m: 'a'.repeat(20_000) })],
  ])('answers at once for %s and a text that it almost matches', async (filterPattern, message) => {
    await local.write('a', [0, message]);
    expect(await local.filter({ filterPattern })).toEqual([]);
  });

  test('says that it does not know patterns of space-delimited fields', async () => {
    await expect(local.filter({ filterPattern: '[ip, user]' })).rejects.toMatchObject({
      name: 'NotImplemented',
      $metadata: { httpStatusCode: 501 },
    });
  });
});
