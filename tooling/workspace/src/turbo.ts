import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { findTurbo } from './find-turbo.ts';

/** The environment of turbo: the caller's, with the repository's own pnpm and Node first. */
function turboEnvironment(root: string, more: TurboOptions['environment']): NodeJS.ProcessEnv {
  const bin = join(root, 'node_modules', '.bin');
  return {
    ...process.env,
    PATH: [bin, process.env.PATH].join(delimiter),
    // The command that started us has checked the installation: not again for every task.
    pnpm_config_verify_deps_before_run: 'false',
    TURBO_TELEMETRY_DISABLED: '1',
    ...more,
  };
}

export interface TurboOptions {
  /** Ends it, its tasks included: the promise is rejected only when all of it is gone. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each line of standard output as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Variables besides the caller's, or undefined for none. Tasks see those that turbo.json lets through. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface TurboResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Variables that keep turbo to its local cache. Of those that say which caches it has turbo takes one; with
 * the token it would tell the server what it builds all the same.
 */
export const localCacheOnly = {
  TURBO_CACHE: 'local:rw',
  TURBO_TOKEN: undefined,
  TURBO_REMOTE_ONLY: undefined,
  TURBO_REMOTE_CACHE_READ_ONLY: undefined,
} as const;

/** Runs turbo to its end. */
export async function runTurbo(
  root: string,
  args: readonly string[],
  { signal, onLine, environment }: TurboOptions = {},
): Promise<TurboResult> {
  signal?.throwIfAborted();
  const child = spawn(findTurbo(root), args, {
    cwd: root,
    env: turboEnvironment(root, environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // turbo ends its tasks when it is asked to end; killed outright, it would leave them behind.
  const end = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', end, { once: true });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  if (onLine !== undefined) createInterface({ input: child.stdout }).on('line', onLine);
  try {
    const [exitCode, stdout, stderr] = await Promise.all([
      exited,
      text(child.stdout),
      text(child.stderr),
    ]);
    signal?.throwIfAborted();
    return { exitCode, stdout, stderr };
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
