import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface ServerAddress {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly token: string;
}

/**
 * What tells the tasks of a build server: turbo.json lets it through to them, and hashes do not have it.
 *
 * @param env - the environment that turbo will have besides
 */
export function serverVariables(
  { port, token }: ServerAddress,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  return { LAMBDA_BUILD_SERVER: `${port}/${token}`, ...taskShell(port, env) };
}

/**
 * A shell for the tasks that asks in a tenth of the time that Node takes to start. Where there is no
 * bash, or one without sockets, or somebody has chosen a shell, a small program of Node's asks.
 */
function taskShell(port: number, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  if (Object.keys(env).some((name) => /^p?npm_config_script_shell$/i.test(name))) return {};
  const { status } = spawnSync('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]);
  return status === 0
    ? { pnpm_config_script_shell: join(import.meta.dirname, 'task-shell.sh') }
    : {};
}
