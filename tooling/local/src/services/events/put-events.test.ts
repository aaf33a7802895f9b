import { PutEventsCommand, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestEvents, type TestEvents } from './testing/start-test-events.ts';

let events: TestEvents;
beforeEach(async () => {
  events = await startTestEvents();
});
afterEach(async () => {
  await events.stop();
  expect(events.aws.failures).toEqual([]);
});

const EventPattern = '{"source":["app"]}';

test('what is wrong with an entry is said of it alone', async () => {
  const good = { Source: 'app', DetailType: 'type', Detail: '{}' };
  const required = (name: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const Entries = [
    good,
    { ...good, Source: undefined },
    { ...good, DetailType: undefined },
    { ...good, Detail: undefined },
    { ...good, Detail: '[]' },
    { ...good, Detail: '{' },
    { ...good, Source: 'aws.s3' },
  ];
  expect(await events.client.send(new PutEventsCommand({ Entries }))).toMatchObject({
    FailedEntryCount: 6,
    Entries: [
      { EventId: expect.stringMatching(/^[\da-f-]{36}$/) as string },
      required('Source'),
      required('DetailType'),
      required('Detail'),
      malformed,
      malformed,
      {
        ErrorCode: 'NotAuthorizedForSourceException',
        ErrorMessage: 'Not authorized for the source.',
      },
    ],
  });
});

test('entries of more than 1 MB are refused', async () => {
  const half = { Source: 'app', DetailType: 'type', Detail: `{"a":"${'x'.repeat(524_288)}"}` };
  await events.client.send(new PutEventsCommand({ Entries: [half] }));
  await expect(events.client.send(new PutEventsCommand({ Entries: [half, half] }))).rejects.toThrow(
    'Total size of the entries in the request is over the limit.',
  );
});

test('a pattern is tried on an event', async () => {
  const tryOut = (pattern: string, Event: string) =>
    events.client.send(new TestEventPatternCommand({ EventPattern: pattern, Event }));
  expect(await tryOut(EventPattern, '{"source":"app"}')).toMatchObject({ Result: true });
  expect(await tryOut(EventPattern, '{"source":"other"}')).toMatchObject({ Result: false });
  await expect(tryOut(EventPattern, '"text"')).rejects.toThrow('Parameter Event is not valid.');
  await expect(tryOut('{"a":[{"x":1}]}', '{}')).rejects.toMatchObject({
    name: 'InvalidEventPatternException',
    message: 'Event pattern is not valid. Reason: Unrecognized match type x',
  });
});
