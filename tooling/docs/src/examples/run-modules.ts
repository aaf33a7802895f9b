import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExampleModule } from './make-module.ts';

/**
 * Runs modules that are no files, one after the other in a process of their own, whose directory is
 * empty.
 *
 * @returns what was wrong, each with the place of its example
 */
export async function runModules(
  root: string,
  modules: readonly ExampleModule[],
): Promise<string[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'examples-'));
  try {
    const child = fork(join(import.meta.dirname, 'evaluate.mjs'), {
      cwd,
      // What a module prints is for a reader.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { PATH: process.env.PATH, AWS_REGION: 'us-east-1' },
      execArgv: ['--no-warnings'],
    });
    const sources = modules.map(({ path, text }) => [pathToFileURL(join(root, path)).href, text]);
    child.send(sources);
    const exited = once(child, 'exit').then(([code]) => [
      modules.map(() => `the process of the examples has ended with ${String(code)}`),
    ]);
    const [failures] = (await Promise.race([once(child, 'message'), exited])) as [
      readonly (string | null)[],
    ];
    child.disconnect();
    await exited;
    return modules.flatMap(({ example }, index) => {
      const failure = failures[index];
      return failure ? [`${example.path}:${example.line}: ${failure}`] : [];
    });
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
