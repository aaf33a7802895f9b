import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lambdaConfigSchema } from '@tooling/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { caught } from '../test/caught.ts';
import { makeRoot } from '../test/temporary-root.ts';
import { loadConfig } from './load-config.ts';

const run = promisify(execFile);
const file = 'lambdas/one/lambda.config.mjs';

const load = (root: string) => loadConfig(root, 'lambdas/one', 'lambda.config', lambdaConfigSchema);

/** The directory of a test whose timers stand still until they are told to go on. */
async function makeStill(text: string): Promise<string> {
  const root = await makeRoot({ [file]: text });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  return root;
}

describe('a configuration file', () => {
  test.each([
    ['at once', 'process.exit(0);\nexport default {};'],
    ['after a while', 'await Promise.resolve();\nprocess.exit(0);\nexport default {};'],
    ['and catches it', 'try { process.exit(0) } catch {}\nexport default {};'],
    ['from what it imports', "import './quit.mjs';\nexport default {};"],
  ])('cannot end the command %s', async (_, text) => {
    const root = await makeRoot({ [file]: text, 'lambdas/one/quit.mjs': 'process.exit(0);' });
    expect(await caught(() => load(root))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: `${file} calls process.exit()`,
      exitCode: 2,
    });
  });

  test('cannot keep the command waiting', async () => {
    const root = await makeStill('await new Promise(() => {});\nexport default {};');
    const failure = caught(() => load(root));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await failure).toMatchObject({
      code: 'CONFIG_INVALID',
      message: `${file} is not loaded after 10 seconds`,
      subject: file,
    });
  });

  test('leaves no timer behind that would keep the process', async () => {
    const root = await makeStill('export default {};');
    await load(root);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('writes to standard error, whatever it writes with', async () => {
    const root = await makeRoot({
      [file]: `console.log('logged');
        console.dir({ listed: 1 });
        process.stdout.write('written\\n');
        await Promise.resolve();
        console.info('later');
        export default { timeout: 9 };`,
    });
    const script = join(import.meta.dirname, '../test/load-in-child.ts');
    const { stdout, stderr } = await run(process.execPath, [script, root]);
    expect(stdout).toBe('{"timeout":9}');
    expect(stderr).toBe('logged\n{ listed: 1 }\nwritten\nlater\n');
  });
});
