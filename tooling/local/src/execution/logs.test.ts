import { expect, it } from 'vitest';
import { openTestExecutor } from './testing.ts';

const requestId = 'f8400400-dd9e-4025-b644-4c78df3287c7';
const report = (size: string, end: string) =>
  `REPORT RequestId: ${requestId}\tDuration: N ms\tBilled Duration: N ms\tMemory Size: ${size} MB\tMax Memory Used: N MB${end}\t\n`;
/** Times, durations and hashes differ from run to run. */
const settled = (text: string) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/(Duration|Used): [\d.]+/g, '$1: N')
    .replaceAll(/(Ms|UsedMB)":[\d.]+/g, '$1":0')
    .replaceAll(/runtime:[0-9a-f]{64}/g, 'runtime:HASH');

it('writes what AWS writes about an invocation, and returns it', async () => {
  await using local = await openTestExecutor();
  const executable = local.define(
    `console.log('loading');
    exports.handler = async () => {
      console.info('two\\nlines %d', 2);
      console.error({ nested: [1] });
      process.stdout.write('raw\\nand unfinished');
      process.stderr.write('apart\\n');
    };`,
    { functionName: 'logger' },
  );
  const cold = await local.invoke(executable);
  const lines = [
    'TIME\tundefined\tINFO\tloading\n',
    `START RequestId: ${requestId} Version: $LATEST\n`,
    `TIME\t${requestId}\tINFO\ttwo\nlines 2\n`,
    `TIME\t${requestId}\tERROR\t{ nested: [ 1 ] }\n`,
    'raw\n',
    'and unfinished',
    'apart\n',
    `END RequestId: ${requestId}\n`,
    report('256', '\tInit Duration: N ms'),
  ];
  const messages = local.events.map((event) => settled(event.message));
  expect(messages[0]).toBe(
    'INIT_START Runtime Version: nodejs:24.local\tRuntime Version ARN: arn:aws:lambda:eu-central-1::runtime:HASH\n',
  );
  // Three pipes: only the order within one of them is certain.
  expect(messages.slice(1).sort()).toEqual(lines.map(undefinedAs('-')).sort());
  expect(messages.at(-1)).toBe(lines.at(-1));
  expect(settled(cold.log)).toContain(`INFO\ttwo\nlines 2\n`);
  expect(settled(cold.log).endsWith(lines.slice(-2).join(''))).toBe(true);
  expect(cold.log).not.toContain('INIT_START');

  const warm = await local.invoke(executable);
  expect(settled(warm.log)).not.toContain('loading');
  expect(settled(warm.log).endsWith(report('256', ''))).toBe(true);
  expect(new Set(local.events.map((event) => event.logStream)).size).toBe(1);
  expect(local.events[0]?.logGroup).toBe('/aws/lambda/logger');
});

/** nodejs24.x's client has no request id yet while a module loads, and says so with a dash. */
function undefinedAs(text: string) {
  return (line: string) => line.replace('\tundefined\t', `\t${text}\t`);
}

it('writes JSON, and filters both kinds of lines by level', async () => {
  await using local = await openTestExecutor();
  const code = `exports.handler = async () => {
    console.debug('hidden');
    console.warn('kept');
    process.stdout.write('{"level":"debug","message":"hidden"}\\n');
    process.stdout.write('{"level":"error","message":"kept too"}\\n');
    process.stdout.write('plain text counts as INFO\\n');
  };`;
  const executable = local.define(code, {
    functionName: 'json',
    logFormat: 'JSON',
    applicationLogLevel: 'WARN',
    systemLogLevel: 'INFO',
  });
  await local.invoke(executable);
  const records = local.events.map((event) => JSON.parse(settled(event.message)) as unknown);
  expect(records).toEqual([
    {
      time: 'TIME',
      type: 'platform.initStart',
      record: {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: 'nodejs:24.local',
        runtimeVersionArn: 'arn:aws:lambda:eu-central-1::runtime:HASH',
        functionName: 'json',
        functionVersion: '$LATEST',
      },
    },
    { time: 'TIME', type: 'platform.start', record: { requestId, version: '$LATEST' } },
    ...records.slice(2, 4),
    {
      time: 'TIME',
      type: 'platform.report',
      record: {
        requestId,
        metrics: {
          durationMs: 0,
          billedDurationMs: 0,
          memorySizeMB: 256,
          maxMemoryUsedMB: 0,
          initDurationMs: 0,
        },
        status: 'success',
      },
    },
  ]);
  expect(records.slice(2, 4)).toEqual(
    expect.arrayContaining([
      { timestamp: 'TIME', level: 'WARN', requestId, message: 'kept' },
      { level: 'error', message: 'kept too' },
    ]),
  );
});

it('says once that a function runs on another Node than its runtime promises', async () => {
  await using local = await openTestExecutor();
  const executable = local.define('exports.handler = async () => 1;', { runtime: 'nodejs20.x' });
  await local.invoke(executable);
  await local.executor.retire(executable.functionName);
  await local.invoke(executable);
  const notices = local.events.filter(({ message }) => message.startsWith('LOCAL '));
  expect(notices.map(({ message }) => message)).toEqual([
    `LOCAL This function is configured for nodejs20.x; the local AWS runs it on Node.js ${process.versions.node}.\n`,
  ]);
});

it('traces an invocation when tracing is active', async () => {
  await using local = await openTestExecutor();
  const executable = local.define('exports.handler = async () => process.env._X_AMZN_TRACE_ID;', {
    tracingMode: 'Active',
  });
  const result = await local.invoke(executable);
  const [, traceId, segmentId] = /Root=(.+);Parent=(.+);Sampled=1/.exec(result.text) ?? [];
  expect(result.log).toContain(`XRAY TraceId: ${traceId}\tSegmentId: ${segmentId}\tSampled: true`);
});

it('keeps every line of a flood, and the order, with a sink that is slow', async () => {
  let taken = 0;
  let last = '';
  await using local = await openTestExecutor({
    async logSink(_group, _stream, events) {
      await new Promise((resolve) => setImmediate(resolve));
      taken += events.filter(({ message }) => message.startsWith('line ')).length;
      last = events.findLast(({ message }) => message.startsWith('line '))?.message ?? last;
    },
  });
  const executable = local.define(
    `exports.handler = async () => {
      for (let i = 0; i < 100_000; i += 1) process.stdout.write('line ' + i + ' ' + 'x'.repeat(100) + '\\n');
    };`,
  );
  const result = await local.invoke(executable);
  expect(result.functionError).toBeUndefined();
  expect(taken).toBe(100_000);
  expect(last).toMatch(/^line 99999 x+\n$/);
  expect(result.log.length).toBeLessThanOrEqual(1_048_576);
  expect(result.log).toContain('REPORT');
});

it('does not wait for a function that goes on writing after it has answered', async () => {
  await using local = await openTestExecutor();
  const executable = local.define(
    `const write = () => { console.log('background'); setImmediate(write); };
    exports.handler = async () => { write(); return 'answered'; };`,
  );
  expect((await local.invoke(executable)).json()).toBe('answered');
});

it('takes bytes that are no frame for text, and goes on', async () => {
  await using local = await openTestExecutor();
  const executable = local.define(
    `exports.handler = async () => {
      require('node:fs').writeSync(3, 'not a frame\\n');
      console.log('a frame');
    };`,
  );
  const { log } = await local.invoke(executable);
  expect(log).toContain('not a frame\n');
  expect(log).toContain('\tINFO\ta frame\n');
});

it('fails the invocation when the log sink fails', async () => {
  await using local = await openTestExecutor({
    logSink: () => Promise.reject(new Error('no room')),
  });
  const executable = local.define('exports.handler = async () => 1;');
  await expect(local.invoke(executable)).rejects.toThrow('no room');
});
