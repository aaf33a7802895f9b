import { expect, it } from 'vitest';
import type { MessageDocument } from '../../sqs/messages/message-document.ts';
import { doneOf } from './batch-outcome.ts';

const message = (id: string): MessageDocument => ({
  id,
  queue: 'jobs',
  order: 1,
  body: '',
  attributes: {},
  senderId: '',
  sentAtMs: 0,
  keptFromMs: 0,
  visibleAtMs: 0,
  receiveCount: 1,
});
const batch = [message('a'), message('b')];
const answer = (text: string) => ({
  payload: Buffer.from(text),
  log: '',
  durationMs: 1,
  executedVersion: '1',
});
const done = (text: string, types = ['ReportBatchItemFailures']) =>
  doneOf(batch, answer(text), types).map(({ id }) => id);

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
it.each([
  ['', ['a', 'b']],
  ['null', ['a', 'b']],
  ['{}', ['a', 'b']],
  ['{"batchItemFailures":[]}', ['a', 'b']],
  ['{"batchItemFailures":null}', ['a', 'b']],
  ['{"batchItemFailures":[{"itemIdentifier":"a"}]}', ['b']],
  ['{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]}', []],
  ['{"batchItemFailures":{}}', []],
  ['{"batchItemFailures":[{"itemIdentifier":""}]}', []],
  ['{"batchItemFailures":[{"itemIdentifier":null}]}', []],
  ['{"batchItemFailures":[{"id":"a"}]}', []],
  ['{"batchItemFailures":["a"]}', []],
  ['{"batchItemFailures":[{"itemIdentifier":"unknown"}]}', []],
  ['"text"', []],
  ['{', []],
])('takes %s for a report that these are done: %o', (text, ids) => {
  expect(done(text)).toEqual(ids);
});

it('reads no report where none was agreed on', () => {
  expect(done('{"batchItemFailures":[{"itemIdentifier":"a"}]}', [])).toEqual(['a', 'b']);
});

it('takes nothing for done when the function failed', () => {
  expect(doneOf(batch, { ...answer('{}'), functionError: 'Unhandled' }, [])).toEqual([]);
});
