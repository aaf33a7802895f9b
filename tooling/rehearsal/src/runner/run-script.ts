import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killTree } from './kill-tree.ts';

export interface Script {
  readonly text: string;
  /** With `shell: bash` a step stops at the first failure of a pipe as well. */
  readonly isStrict: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly temp: string;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/**
 * Runs a `run:` as GitHub's runner does, with nothing in its environment but what is given.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 * @returns the exit code; null when it was killed
 */
export async function runScript(script: Script): Promise<number | null> {
  script.signal.throwIfAborted();
  const file = join(script.temp, `${randomUUID()}.sh`);
  await writeFile(file, script.text);
  const options = script.isStrict ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const child = spawn('bash', [...options, file], {
    cwd: script.cwd,
    env: { ...script.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise: exited, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const kill = () => {
    if (child.pid !== undefined) killTree(child.pid).catch(reject);
  };
  script.signal.addEventListener('abort', kill, { once: true });
  const failures: unknown[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      try {
        script.onLine(line);
      } catch (error) {
        failures.push(error);
      }
    });
  }
  try {
    const code = await exited;
    if (failures.length > 0) throw failures[0];
    return code;
  } finally {
    script.signal.removeEventListener('abort', kill);
  }
}
