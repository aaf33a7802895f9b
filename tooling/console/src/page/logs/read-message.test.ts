import { expect, it } from 'vitest';
import { readMessage } from './read-message.ts';

it('takes time, request and level off a line of text', () => {
  const line = '2026-01-01T00:00:00.000Z\t8b5f-1\tWARN\tno\tmodel\n';

  expect(readMessage(line)).toEqual({ level: 'WARN', text: 'no\tmodel' });
});

it('shows the message of a structured line, and what only this line says', () => {
  const line = JSON.stringify({
    level: 'error',
    message: 'no model',
    service: 'predict',
    function_name: 'predict',
    timestamp: '2026-01-01T00:00:00.000Z',
    key: 'models/1',
  });

  expect(readMessage(line)).toEqual({ level: 'ERROR', text: 'no model  key=models/1' });
});

it('knows what Lambda says itself, as text and as JSON', () => {
  expect(readMessage('START RequestId: 3f Version: 1\n').level).toBe('PLATFORM');
  const record = { requestId: '3f', metrics: { durationMs: 5 } };
  expect(readMessage(JSON.stringify({ type: 'platform.report', record }))).toEqual({
    level: 'PLATFORM',
    text: 'platform.report  requestId=3f  durationMs=5',
  });
});

it('shows the figures of an embedded metric', () => {
  const _aws = { CloudWatchMetrics: [{ Metrics: [{ Name: 'Predictions' }] }] };

  expect(readMessage(JSON.stringify({ _aws, Predictions: 3, service: 'predict' }))).toEqual({
    level: 'METRICS',
    text: 'metrics  Predictions=3',
  });
});

it('leaves everything else as it is, also what only begins as JSON', () => {
  for (const text of ['hello', '{"a": 1', '{"a":1}', '[1]'])
    expect(readMessage(text).text).toBe(text);
});
