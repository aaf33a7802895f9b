import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '../repository.ts';
import { gitIdentity } from './copy-repository.ts';

export interface Ran {
  readonly exitCode: number | null;
  /** Both streams, as a terminal would show them. */
  readonly output: string;
}

/** Runs what a reader types, in one directory and one environment. */
export interface Shell extends AsyncDisposable {
  run(command: string): Promise<Ran>;
  /** Starts what goes on until the shell is closed; ready when its output is. */
  start(command: string, isReady: (output: string) => boolean): Promise<Ran>;
}

/**
 * A shell as on a machine of its own: nothing of this one's account or pipeline is in its environment,
 * and pnpm installs from its store alone, and says nothing of its own.
 *
 * Two things are not as the page has them. `npx --yes pnpm@12` is the pnpm that is here, and the local
 * AWS gets a port that is free: in commands and in what they print it is the usual one again.
 *
 * @param programs - an empty directory, for programs in the place of others
 */
export async function openShell(cwd: string, programs: string): Promise<Shell> {
  await mkdir(programs, { recursive: true });
  await writeFile(join(programs, 'npx'), npx);
  await chmod(join(programs, 'npx'), 0o755);
  const env = readersEnvironment(programs);
  const background: ChildProcess[] = [];
  let port = usualPort;

  const open = (command: string) => {
    const script = freePort(command).replaceAll(usualPort, port);
    // A group of its own, so that what it starts ends with it.
    const child = spawn('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${script}`], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    return { child, read: () => output.replaceAll(`:${port}`, `:${usualPort}`) };
  };

  return {
    async run(command) {
      const { child, read } = open(command);
      const [exitCode] = (await once(child, 'close')) as [number | null];
      return { exitCode, output: read() };
    },
    async start(command, isReady) {
      const { child, read } = open(command);
      background.push(child);
      const ended = once(child, 'close').then(() => true);
      for (;;) {
        port = portIn(read()) ?? port;
        if (isReady(read())) return { exitCode: 0, output: read() };
        const said = once(child.stdout, 'data').then(() => false);
        if (await Promise.race([said, ended])) return { exitCode: child.exitCode, output: read() };
      }
    },
    async [Symbol.asyncDispose]() {
      for (const child of background.toReversed()) {
        if (child.exitCode !== null || child.pid === undefined) continue;
        const closed = once(child, 'close');
        process.kill(-child.pid, 'SIGINT');
        await closed;
      }
    },
  };
}

const usualPort = '4566';

/** `pnpm lambda local` takes a port that others may have: other pages, and whoever works here. */
const freePort = (command: string) =>
  command.replaceAll(/\blambda (?:local|dev)\b/g, (words) => `${words} --port 0`);

const portIn = (output: string) => /http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];

/** What pnpm would fetch itself by is here already. */
const npx = `#!/bin/sh
[ "$1 $2" = '--yes pnpm@12' ] || { echo "npx $*: is not tried here" >&2; exit 1; }
shift 2
exec pnpm "$@"
`;

const foreign =
  /^(?:AWS|DEPLOY|GITHUB|TURBO|VERCEL|VITEST|NODE|npm|pnpm|LAMBDA)_|^(?:CI|INIT_CWD)$/;

function readersEnvironment(programs: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const path = [programs, join(repositoryRoot, 'node_modules/.bin'), process.env.PATH ?? ''];
  return {
    ...Object.fromEntries(own),
    ...gitIdentity,
    PATH: path.join(delimiter),
    NO_COLOR: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    pnpm_config_offline: 'true',
    pnpm_config_reporter: 'silent',
    pnpm_config_update_notifier: 'false',
  };
}
