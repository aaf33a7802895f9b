import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A process that builds for the tasks of one run of turbo. */
export interface BuildServer extends AsyncDisposable {
  /** What tells the tasks of it: turbo.json lets it through to them, and hashes do not have it. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts it. Whatever goes wrong with it, then or later: a task that finds nobody listening, or gets no
 * answer, builds alone.
 */
export async function startBuildServer(): Promise<BuildServer> {
  // Nobody else can open a directory that mkdtemp made.
  const directory = await mkdtemp(join(tmpdir(), 'lambda-build-'));
  const address = join(directory, 'socket');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.mjs'), address], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close').catch(() => undefined);
  // It may have ended by itself before it is told to.
  child.stdin.on('error', () => undefined);
  await Promise.race([once(child.stdout, 'data'), ended]);
  return {
    environment: { LAMBDA_BUILD_SERVER: address },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
