import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
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
  const port = String(said).trim();
  return {
    environment: { LAMBDA_BUILD_SERVER: `${port}/${token}`, ...taskShell(port, env) },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * A shell for the tasks that asks in a tenth of the time that Node takes to start. Where there is no
 * bash, or one without sockets, or somebody has chosen a shell, a small program of Node's asks.
 */
function taskShell(port: string, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  if (Object.keys(env).some((name) => /^p?npm_config_script_shell$/i.test(name))) return {};
  const { status } = spawnSync('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]);
  return status === 0
    ? { pnpm_config_script_shell: join(import.meta.dirname, 'task-shell.sh') }
    : {};
}
