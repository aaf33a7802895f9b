import { execFile } from 'node:child_process';

export interface PnpmResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the pnpm of the PATH to its end, or for half a minute. */
export type RunPnpm = (args: readonly string[]) => Promise<PnpmResult>;

const longestMs = 30_000;

/** @param env - variables besides the caller's */
export function createPnpm(cwd: string, env: NodeJS.ProcessEnv): RunPnpm {
  // It would try for more than a minute to reach a registry that is not there.
  const patient = { pnpm_config_fetch_retries: '0', ...env };
  return (args) =>
    new Promise((resolve) => {
      const options = { cwd, env: patient, timeout: longestMs, maxBuffer: 64 * 1024 * 1024 };
      execFile('pnpm', [...args], options, (error, stdout, stderr) => {
        const { code } = error ?? {};
        const exitCode = error === null ? 0 : typeof code === 'number' ? code : 1;
        resolve({ exitCode, stdout, stderr: stderr === '' ? (error?.message ?? '') : stderr });
      });
    });
}
