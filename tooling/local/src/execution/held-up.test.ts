import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openTestExecutor } from './testing.ts';

const timeoutSeconds = 5;

it('takes an answer that came in time, where it was itself held up for longer than the function had', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'held-up-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await using lab = await openTestExecutor();
  const begun = join(directory, 'begun');
  const executable = lab.define(
    `exports.handler = async ({ file }) => {
      if (file) require('node:fs').writeFileSync(file, '');
      await new Promise((resolve) => setTimeout(resolve, 500));
      return 'in time';
    };`,
    { timeoutSeconds },
  );
  // What is measured is an environment that is there.
  await lab.invoke(executable);

  const answer = lab.invoke(executable, { file: begun });
  await expect.poll(() => existsSync(begun), { interval: 10, timeout: 120_000 }).toBe(true);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, timeoutSeconds * 1000);
  expect((await answer).text).toBe('"in time"');
});
