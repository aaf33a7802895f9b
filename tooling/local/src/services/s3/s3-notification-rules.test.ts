import type { Event, NotificationConfiguration } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  entry,
  functionArn,
  startNotificationLab,
  type NotificationLab,
} from './testing/start-notification-lab.ts';

let lab: NotificationLab;
beforeEach(async () => {
  lab = await startNotificationLab();
});
afterEach(async () => {
  await lab.stop();
  expect(lab.aws.failures).toEqual([]);
});

const created: Event[] = ['s3:ObjectCreated:*'];
const forFunction = (...entries: ReturnType<typeof entry>[]): NotificationConfiguration => ({
  LambdaFunctionConfigurations: entries,
});

describe('a notification configuration', () => {
  test('is read back as it was put, with an Id where there was none', async () => {
    await lab.allow();
    await lab.configure({
      ...forFunction(entry(created, { prefix: 'a/', suffix: '' })),
      EventBridgeConfiguration: {},
    });
    const read = await lab.configuration();
    expect(read).toEqual({
      LambdaFunctionConfigurations: [
        {
          Id: expect.stringMatching(/^[A-Za-z0-9+/=]{48}$/) as string,
          LambdaFunctionArn: functionArn,
          Events: created,
          Filter: {
            Key: {
              FilterRules: [
                { Name: 'Prefix', Value: 'a/' },
                { Name: 'Suffix', Value: '' },
              ],
            },
          },
        },
      ],
      EventBridgeConfiguration: {},
    });
    await lab.configure(read);
    expect(await lab.configuration()).toEqual(read);
  });

  test.each<[string, NotificationConfiguration, object]>([
    [
      'overlapping prefixes',
      forFunction(entry(created, { prefix: 'a/' }), entry(created, { prefix: 'a/b' })),
      {
        message: expect.stringMatching(
          /^Configuration is ambiguously defined\. Cannot have/,
        ) as string,
      },
    ],
    [
      'one event in a wildcard and by its name',
      forFunction(entry(created, { suffix: '.csv' }), entry(['s3:ObjectCreated:Put'])),
      {
        message: expect.stringMatching(
          /^Configuration is ambiguously defined\. Cannot have/,
        ) as string,
      },
    ],
    [
      'the same event twice',
      forFunction(entry(created), entry(created)),
      {
        message: expect.stringMatching(/^Configurations overlap\. /) as string,
        ArgumentValue: 's3:ObjectCreated:*, s3:ObjectCreated:*',
      },
    ],
    [
      'an Id that is there twice',
      forFunction(
        entry(created, { id: 'x', prefix: 'a' }),
        entry(created, { id: 'x', prefix: 'b' }),
      ),
      { message: 'Same ID used for multiple configurations. IDs must be unique.' },
    ],
    [
      'an event that there is not',
      forFunction(entry(['s3:ObjectRead:*' as Event])),
      { message: 'The event is not supported for notifications' },
    ],
    [
      'a filter of another name',
      forFunction(entry(created, { ['infix' as 'prefix']: 'a' })),
      {
        message: 'filter rule name must be either prefix or suffix',
        ArgumentName: 'FilterRule.Name',
        ArgumentValue: 'infix',
      },
    ],
    [
      'an ARN of another service',
      { QueueConfigurations: [{ QueueArn: functionArn, Events: created }] },
      {
        message: 'The ARN could not be parsed',
        ArgumentName: 'Queue',
        ArgumentValue: functionArn,
      },
    ],
    [
      'a function in another region',
      {
        LambdaFunctionConfigurations: [
          { ...entry(created), LambdaFunctionArn: functionArn.replace('us-east-1', 'eu-west-1') },
        ],
      },
      {
        message:
          'The notification destination service region is not valid for the bucket location constraint',
      },
    ],
  ])('is refused for %s', async (_why, configuration, expected) => {
    await lab.allow();
    await lab.configure(forFunction(entry(created, { id: 'before' })));
    await expect(lab.configure(configuration)).rejects.toMatchObject({
      name: 'InvalidArgument',
      $metadata: { httpStatusCode: 400 },
      ...expected,
    });
    const { LambdaFunctionConfigurations } = await lab.configuration();
    expect(LambdaFunctionConfigurations).toMatchObject([{ Id: 'before' }]);
  });

  test('may have rules apart by their prefix, suffix or event', async () => {
    await lab.allow();
    await lab.configure(
      forFunction(
        entry(created, { prefix: 'a/', suffix: '.csv' }),
        entry(created, { prefix: 'a/', suffix: '.txt' }),
        entry(created, { prefix: 'b/' }),
        entry(['s3:ObjectRemoved:*']),
      ),
    );
    expect((await lab.configuration()).LambdaFunctionConfigurations).toHaveLength(4);
  });

  test('is refused with every function that this bucket may not call', async () => {
    await lab.allow('arn:aws:s3:::another-bucket');
    const other = functionArn.replace(/f$/, 'missing');
    await expect(
      lab.configure({
        LambdaFunctionConfigurations: [
          entry(created, { prefix: 'a' }),
          { ...entry(created, { prefix: 'b' }), LambdaFunctionArn: other },
        ],
      }),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
      ArgumentName1: `${functionArn}, null`,
      ArgumentValue1: `Not authorized to invoke function [${functionArn}]`,
      ArgumentName2: `${other}, null`,
      ArgumentValue2: `Not authorized to invoke function [${other}]`,
    });
    expect(await lab.configuration()).toEqual({});
  });
});
