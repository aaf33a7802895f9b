import { expect, it } from 'vitest';
import { readReportLine } from './read-report-line.ts';

it('reads the line of a first invocation', () => {
  const log = [
    'START RequestId: 3f Version: 1',
    'END RequestId: 3f',
    'REPORT RequestId: 3f\tDuration: 12.34 ms\tBilled Duration: 113 ms\tMemory Size: 128 MB\tMax Memory Used: 67 MB\tInit Duration: 100.10 ms\t',
    '',
  ].join('\n');

  expect(readReportLine(log)).toEqual({
    durationMs: 12.34,
    billedDurationMs: 113,
    memorySizeMB: 128,
    maxMemoryUsedMB: 67,
    initDurationMs: 100.1,
    status: undefined,
  });
});

it('reads the line of one that took too long', () => {
  const log =
    'REPORT RequestId: 3f\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 30 MB\tStatus: timeout';

  expect(readReportLine(log)).toMatchObject({ durationMs: 3000, status: 'timeout' });
});

it('reads it as JSON, where a function logs so', () => {
  const record = {
    requestId: '3f',
    status: 'success',
    metrics: { durationMs: 5, maxMemoryUsedMB: 70 },
  };
  const log = `{"level":"INFO"}\n${JSON.stringify({ type: 'platform.report', record })}\n`;

  expect(readReportLine(log)).toMatchObject({
    durationMs: 5,
    maxMemoryUsedMB: 70,
    status: 'success',
  });
});

it('finds none in a log that was cut, or in what only looks like one', () => {
  expect(readReportLine('REPOR')).toBeUndefined();
  expect(readReportLine('{"type":"platform.report"')).toBeUndefined();
  expect(readReportLine('{"message":"platform.report"}')).toBeUndefined();
});
