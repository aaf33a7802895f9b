import { expect, it } from 'vitest';
import { openTestExecutor } from './testing.ts';

it('loads a slow function again within the invocation, whose timeout then counts', async () => {
  // Every function is slow then: no process starts as fast.
  await using local = await openTestExecutor({ initTimeoutMs: 1 });
  const slow = local.define('exports.handler = async () => "late";');
  const first = await local.invoke(slow);
  expect(first.json()).toBe('late');
  expect(first.initDurationMs).toBeUndefined();
  expect(first.log).toMatch(
    /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout\nSTART /,
  );
});

it('times out when loading takes longer than the timeout too', async () => {
  await using local = await openTestExecutor({ initTimeoutMs: 300 });
  const stuck = local.define(
    {
      'index.mjs':
        'setInterval(() => {}, 99); await new Promise(() => {}); export const handler = 1;',
    },
    { timeoutSeconds: 1 },
  );
  const { log, json } = await local.invoke(stuck);
  expect(json()).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage:
      'RequestId: f8400400-dd9e-4025-b644-4c78df3287c7 Error: Task timed out after 1.00 seconds',
  });
  expect(log).toMatch(/Phase: init\tStatus: timeout\n.*Phase: invoke\tStatus: timeout\nSTART /);
});

it('does not wait for a function that keeps itself alive after its init error', async () => {
  await using local = await openTestExecutor();
  const stays = local.define(
    'process.on("uncaughtException", () => {}); setInterval(() => {}, 99); throw new Error("at load");',
    { timeoutSeconds: 900 },
  );
  const { text } = await local.invoke(stays);
  expect(text).toContain('"errorMessage":"at load"');
});

it('serves the next invocation after a function could not be loaded', async () => {
  await using local = await openTestExecutor();
  const moody = local.define(
    `const { existsSync, writeFileSync } = require('node:fs');
    const file = process.env.TMPDIR + '/tries';
    const tries = existsSync(file) ? Number(require('node:fs').readFileSync(file)) : 0;
    writeFileSync(file, String(tries + 1));
    if (tries < 2) process.exit(1);
    exports.handler = async () => tries;`,
  );
  expect((await local.invoke(moody)).functionError).toBe('Unhandled');
  expect((await local.invoke(moody)).json()).toBe(2);
});

it('refuses a runtime that is not Node.js', async () => {
  await using local = await openTestExecutor();
  const python = local.define('', { runtime: 'python3.13' });
  await expect(local.invoke(python)).rejects.toThrow('Node.js functions only, not python3.13');
});
