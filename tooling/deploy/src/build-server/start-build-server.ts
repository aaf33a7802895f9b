import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { serverVariables } from './server-variables.ts';

/** A process that builds for the tasks of one run of turbo. */
export interface BuildServer extends AsyncDisposable {
  /** What tells the tasks of it. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts it. Whatever goes wrong with it, then or later: a task that finds nobody listening, or gets no
 * answer, builds alone.
 */
export async function startBuildServer(env: NodeJS.ProcessEnv): Promise<BuildServer> {
  // Whoever can reach the port has no business here: building runs code.
  const token = randomBytes(16).toString('hex');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.mjs')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, LAMBDA_BUILD_TOKEN: token },
  });
  const ended = once(child, 'close').catch(() => undefined);
  // It may have ended by itself before it is told to.
  child.stdin.on('error', () => undefined);
  const said: unknown = await Promise.race([once(child.stdout, 'data'), ended]);
  return {
    environment: serverVariables({ port: Number.parseInt(String(said), 10), token }, env),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}
