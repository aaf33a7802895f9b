import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface ProgramOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs an ES module in a Node process of its own, with this environment and no other variables.
 *
 * Powertools reads the environment when it is loaded and writes past the console of the test.
 */
export async function runProgram(
  source: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ProgramOutput> {
  const run = promisify(execFile);
  return run(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: import.meta.dirname,
    env: { ...environment },
  });
}
