import { expect, it } from 'vitest';
import type { ExecutableFunction } from './executor.ts';
import { timedOut } from './invocation-failure.ts';
import type { PlatformEvent } from './platform-events.ts';
import { renderPlatformEvent } from './render-event.ts';

const executable: ExecutableFunction = {
  functionName: 'name',
  version: '7',
  revision: '1',
  codeSha256Hex: '',
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  memorySizeMb: 128,
  timeoutSeconds: 3,
  environment: {},
  logGroup: '/aws/lambda/name',
  logFormat: 'Text',
  tracingMode: 'PassThrough',
};
const now = new Date('2026-02-03T04:05:06.789Z');
const timeout = { status: 'timeout', errorType: 'Sandbox.Timedout' } as const;

const text = (event: PlatformEvent) => renderPlatformEvent(event, executable, now);
const json = (event: PlatformEvent, systemLogLevel?: string) => {
  const line = renderPlatformEvent(
    event,
    { ...executable, logFormat: 'JSON', systemLogLevel },
    now,
  );
  return line === undefined ? undefined : (JSON.parse(line) as unknown);
};

const report = { requestId: 'id', durationMs: 2.371, maxMemoryUsedMb: 95 };

it('bills initialisation, rounded up together with the invocation', () => {
  expect(text({ type: 'report', report: { ...report, initDurationMs: 423.981 } })).toBe(
    'REPORT RequestId: id\tDuration: 2.37 ms\tBilled Duration: 427 ms\tMemory Size: 128 MB\tMax Memory Used: 95 MB\tInit Duration: 423.98 ms\t\n',
  );
});

it('marks a report with what the sandbox did, but not with what the function threw', () => {
  expect(text({ type: 'report', report: { ...report, failure: timeout } })).toContain(
    'Max Memory Used: 95 MB\tStatus: timeout\t\n',
  );
  const failure = { status: 'error', errorType: 'TypeError', unhandled: true } as const;
  expect(text({ type: 'report', report: { ...report, failure } })).toContain('95 MB\t\n');
  expect(json({ type: 'report', report: { ...report, failure } })).toMatchObject({
    record: { status: 'error', errorType: 'TypeError' },
  });
});

it('says when a task timed out', () => {
  const event = { type: 'failure', requestId: 'id', failure: timedOut(3) } as const;
  expect(text(event)).toBe('2026-02-03T04:05:06.789Z id Task timed out after 3.00 seconds\n\n');
  expect(json(event)).toBeUndefined();
});

it.each<{ level: string; shown: string[] }>([
  { level: 'DEBUG', shown: ['start', 'done', 'done late', 'report', 'report late'] },
  { level: 'INFO', shown: ['start', 'done late', 'report', 'report late'] },
  { level: 'WARN', shown: ['done late', 'report late'] },
])('shows at system log level $level what AWS shows', ({ level, shown }) => {
  const done = { type: 'runtimeDone', requestId: 'id', durationMs: 1, producedBytes: 2 } as const;
  const events: Record<string, PlatformEvent> = {
    start: { type: 'start', requestId: 'id' },
    done,
    'done late': { ...done, failure: timeout },
    report: { type: 'report', report },
    'report late': { type: 'report', report: { ...report, failure: timeout } },
  };
  const visible = Object.keys(events).filter((name) => {
    const event = events[name];
    return event !== undefined && json(event, level) !== undefined;
  });
  expect(visible).toEqual(shown);
});
