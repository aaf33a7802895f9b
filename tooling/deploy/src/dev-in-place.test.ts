import { once } from 'node:events';
import { watch } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspace, lambdaManifest } from '../test/create-workspace.ts';
import { jsonLines, realClock, runLambda } from '../test/run-lambda.ts';
import type { DevLine } from '../test/dev-lab.ts';

/** How long `lambda dev` waits before it believes an error. */
const inPlaceMs = 100;

test('a file that is written in place, and is empty for a moment, is no error', async () => {
  await using workspace = await createWorkspace({
    'lambdas/edited/package.json': lambdaManifest('edited'),
    'lambdas/edited/index.ts': 'export const handler = async () => 1;\n',
  });
  const file = join(workspace.root, 'lambdas/edited/index.ts');
  const lines: DevLine[] = [];
  let wake = () => {};
  const first = async (type: string) => {
    for (;;) {
      const line = lines.find((one) => one.type === type);
      if (line !== undefined) return line;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  /** One for each error that is not believed yet, and how to let its time pass. */
  const doubts: (() => void)[] = [];
  let doubted = () => {};
  let isHeld = true;
  const end = new AbortController();
  const running = runLambda(['dev', '--json', '--port', '0'], {
    cwd: workspace.root,
    signal: end.signal,
    clock: {
      ...realClock,
      sleep: (milliseconds) =>
        milliseconds === inPlaceMs && isHeld
          ? new Promise((resolve) => {
              doubts.push(resolve);
              doubted();
            })
          : realClock.sleep(milliseconds),
    },
    onOut(text) {
      lines.push(...(jsonLines(text) as DevLine[]));
      wake();
    },
  });
  const doubt = async () => {
    while (doubts.length === 0) await new Promise<void>((resolve) => (doubted = resolve));
    return doubts.shift();
  };
  await first('developing');

  await truncate(file);
  const pass = await doubt();
  const watcher = watch(dirname(file));
  const seen = once(watcher, 'change');
  await writeFile(file, 'export const handler = async () => 2;\n');
  await seen;
  watcher.close();
  // Whoever else watches was told in the same turn.
  await new Promise((resolve) => setImmediate(resolve));
  pass?.();
  expect(await first('reloaded')).toMatchObject({ functions: ['edited'] });
  expect(lines.map(({ type }) => type)).not.toContain('not-reloaded');

  // What stays empty is told. How often it is doubted before is chance: what was written above may be
  // seen as two changes, the second of them only now.
  isHeld = false;
  await truncate(file);
  expect(await first('not-reloaded')).toMatchObject({
    lambdas: ['edited'],
    failure: { code: 'HANDLER_MISSING' },
  });
  end.abort();
  expect((await running).exitCode).toBe(0);
});
