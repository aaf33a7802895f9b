import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openTestExecutor, openWitness } from './testing.ts';

const counting = (join: string) => `${join}
  let count = 0;
  exports.handler = async () => ({ pid: process.pid, count: ++count });`;

it('reuses a warm environment, one invocation at a time', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor();
  const executable = local.define(counting(witness.join));
  const first = await local.invoke(executable);
  const second = await local.invoke(executable);
  expect(second.json()).toEqual({ ...first.json(), count: 2 });
  expect(first.initDurationMs).toBeGreaterThan(0);
  expect(second.initDurationMs).toBeUndefined();
});

it('runs invocations of the same time in environments of their own, and keeps those', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor();
  const executable = local.define(
    `exports.handler = async (event) => {
      if (event.wait) {
        ${witness.join}
        await new Promise((resolve) => witness.ref().once('data', resolve));
        witness.unref();
      }
      return process.pid;
    };`,
  );
  const running = [1, 2, 3].map(() => local.invoke(executable, { wait: true }));
  await witness.joined(3);
  witness.tell();
  const pids = (await Promise.all(running)).map(({ text }) => text);
  expect(new Set(pids).size).toBe(3);
  expect(pids).toContain((await local.invoke(executable)).text);
  expect(witness.living()).toBe(3);
});

it('lets invocations beyond the most environments wait for one, and ends idle ones for others', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor({ maxEnvironments: 2 });
  const one = local.define(counting(witness.join), { functionName: 'one' });
  const results = await Promise.all([1, 2, 3, 4, 5].map(() => local.invoke(one)));
  expect(new Set(results.map((result) => result.json().pid)).size).toBeLessThanOrEqual(2);
  const two = local.define(counting(witness.join), { functionName: 'two' });
  await local.invoke(two);
  expect((await local.invoke(two)).json()).toMatchObject({ count: 2 });
  await local.executor.close();
  await witness.ended();
});

it('starts other functions while as many as may start at once hang', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor({ initTimeoutMs: 900_000 });
  const hanging = Array.from({ length: Math.max(2, availableParallelism()) }, (_one, index) =>
    local.define(
      {
        'index.mjs': `import net from 'node:net'; ${witness.join.replace("require('node:net')", 'net')} await new Promise(() => witness.ref());`,
      },
      { functionName: `hangs-${String(index)}` },
    ),
  );
  const running = Promise.allSettled(hanging.map((executable) => local.invoke(executable)));
  await witness.joined(hanging.length);
  const other = local.define('exports.handler = async () => "started";');
  expect((await local.invoke(other)).json()).toBe('started');
  expect(witness.living()).toBe(hanging.length);
  await local.executor.close();
  await running;
});

it('starts anew when the revision changes, and ends the environments of the old one', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor();
  const executable = local.define(counting(witness.join));
  await local.invoke(executable);
  const next = await local.invoke({ ...executable, revision: '2', environment: { A: 'b' } });
  expect(next.json()).toMatchObject({ count: 1 });
  await local.executor.retire(executable.functionName);
  await witness.ended();
});

it('ends the environments of one version, or of a function, when told', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor();
  const latest = local.define(counting(witness.join));
  const published = { ...latest, version: '7' };
  const before = await local.invoke(latest);
  await local.invoke(published);
  await local.executor.retire(latest.functionName, '7');
  expect((await local.invoke(published)).json()).toMatchObject({ count: 1 });
  expect((await local.invoke(latest)).json()).toEqual({ ...before.json(), count: 2 });
  await local.executor.retire(latest.functionName);
  await witness.ended();
});

it('lets an invocation finish when its environment is retired meanwhile', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor();
  const executable = local.define(
    `exports.handler = async () => { ${witness.join} await new Promise((resolve) => witness.ref().once('data', resolve)); witness.unref(); return 'whole'; };`,
  );
  const running = local.invoke(executable);
  await witness.joined(1);
  await local.executor.retire(executable.functionName);
  witness.tell();
  expect((await running).json()).toBe('whole');
  await witness.ended();
});

it('ends an environment that was idle for long, with all that its function started', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor({ idleMs: 1 });
  const executable = local.define(
    `exports.handler = async () => {
      ${witness.join}
      require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(`${witness.join} setInterval(() => {}, 99);`)}], { stdio: 'inherit' });
      await new Promise((resolve) => witness.ref().once('data', resolve));
      witness.unref();
    };`,
  );
  const running = local.invoke(executable);
  await witness.joined(2);
  witness.tell();
  await running;
  await witness.ended();
  expect(witness.living()).toBe(0);
});

/** A process in a session of its own, which holds the pipes of the one that started it. */
const detached = (join: string, options = '') => `exports.handler = async () => {
    const code = ${JSON.stringify(`${join} witness.ref().on('data', () => process.exit());`)};
    require('node:child_process').spawn(process.execPath, ['-e', code], { detached: true, stdio: 'inherit', ${options} });
    setInterval(() => {}, 99);
    await new Promise(() => {});
  };`;

it.runIf(process.platform === 'linux')(
  'ends what a function started in a session of its own, when it times out',
  async () => {
    await using witness = await openWitness();
    await using local = await openTestExecutor();
    const executable = local.define(detached(witness.join), { timeoutSeconds: 2 });
    expect((await local.invoke(executable)).text).toContain('timed out');
    await witness.ended();
  },
);

it('does not wait for a process that hides', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor();
  const executable = local.define(detached(witness.join, 'env: {}'), { timeoutSeconds: 60 });
  const running = Promise.allSettled([local.invoke(executable)]);
  await witness.joined(1);
  await local.executor.close();
  expect(witness.living()).toBe(1);
  expect((await running)[0].status).toBe('rejected');
  witness.tell();
  await witness.ended();
});

it('ends running functions when it is closed, and takes no more', async () => {
  await using witness = await openWitness();
  await using local = await openTestExecutor();
  const executable = local.define(
    `exports.handler = async () => { ${witness.join} await new Promise(() => witness.ref()); };`,
    { timeoutSeconds: 60 },
  );
  const running = Promise.allSettled([local.invoke(executable)]);
  await witness.joined(1);
  await local.executor.close();
  const message = expect.stringContaining('ended during the invocation') as string;
  expect(await running).toMatchObject([{ reason: { message } }]);
  await witness.ended();
  await expect(local.invoke(executable)).rejects.toThrow('The executor is closed.');
});

it('ends a function that is being loaded when it is closed', async () => {
  await using local = await openTestExecutor({ initTimeoutMs: 900_000 });
  const running = local.invoke(local.define('for (;;);', { timeoutSeconds: 900 }));
  const ended = Promise.allSettled([running]);
  // Once around the event loop: far from ready.
  await new Promise((resolve) => setImmediate(resolve));
  await local.executor.close();
  expect((await ended)[0].status).toBe('rejected');
});

it('is closed when what was being started has ended, and writes nothing afterwards', async () => {
  await using local = await openTestExecutor();
  let hasEnded = false;
  const ended = local.invoke(local.define('exports.handler = async () => 1;')).finally(() => {
    hasEnded = true;
  });
  const settled = Promise.allSettled([ended]);
  await new Promise((resolve) => setImmediate(resolve));
  await local.executor.close();
  expect(hasEnded).toBe(true);
  await settled;
});

it('leaves no process behind when its own is killed', async () => {
  await using witness = await openWitness();
  const directory = await mkdtemp(join(tmpdir(), 'killed-'));
  // One function waits, one blocks its event loop, and one has started a process of its own.
  const parent = spawn(
    process.execPath,
    [fileURLToPath(new URL('fixtures/executor-to-kill.ts', import.meta.url)), witness.join],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, TMPDIR: directory } },
  );
  await witness.joined(4);
  expect(witness.living()).toBe(4);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await witness.ended();
  await rm(directory, { recursive: true });
});

it('lets the process end by itself once it is closed', async () => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('fixtures/executor-to-close.ts', import.meta.url))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const [code] = (await exited) as [number];
  expect([chunk.toString(), code]).toEqual(['"done"\n', 0]);
});

it("removes an environment's temporary directory with it", async () => {
  await using local = await openTestExecutor();
  const executable = local.define('exports.handler = async () => require("node:os").tmpdir();');
  const directory = (await local.invoke(executable)).json() as unknown as string;
  await access(directory);
  await local.executor.close();
  await expect(access(directory)).rejects.toThrow('ENOENT');
});
