import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { repositoryRoot } from '../repository.ts';
import { gitIdentity } from './copy-repository.ts';

interface Ran {
  readonly exitCode: number | null;
  /** Both streams, as a terminal would show them. */
  readonly output: string;
}

/** Runs what a reader types, in one directory and one environment. */
export interface Shell extends AsyncDisposable {
  run(command: string): Promise<Ran>;
  /** Starts what goes on until the shell is closed; ready when its output is. */
  start(command: string, isReady: (output: string) => boolean): Promise<Ran>;
  /** Waits for what the one that was started last prints next. */
  follow(isReady: (output: string) => boolean): Promise<Ran>;
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
  const running = new Set<ChildProcess>();
  const background: Background[] = [];
  let port = usualPort;
  // A page that hangs leaves nothing behind.
  const limit = AbortSignal.timeout(limitMs);
  limit.addEventListener('abort', () => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  });

  const open = (command: string): Background => {
    const script = freePort(command).replaceAll(usualPort, port);
    // A group of its own, so that what it starts ends with it.
    const child = spawn('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${script}`], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    return { child, read: () => output.replaceAll(`:${port}`, `:${usualPort}`), seen: 0 };
  };

  return {
    async run(command) {
      const { child, read } = open(command);
      const [exitCode] = (await once(child, 'close')) as [number | null];
      return { exitCode, output: read() };
    },
    async start(command, isReady) {
      const opened = open(command);
      background.push(opened);
      return follow(opened, (text) => {
        port = portIn(text) ?? port;
        return isReady(opened.read());
      });
    },
    async follow(isReady) {
      const last = background.at(-1);
      return last === undefined ? { exitCode: null, output: '' } : follow(last, isReady);
    },
    async [Symbol.asyncDispose]() {
      for (const { child } of background.toReversed()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const closed = once(child, 'close');
        signalGroup(child, 'SIGINT');
        await closed;
      }
    },
  };
}

/** A program that goes on while others run. */
interface Background {
  readonly child: ChildProcessByStdio<null, Readable, null>;
  readonly read: () => string;
  /** How much of its output was there when it was looked at last. */
  seen: number;
}

/** Longer than any page takes on a busy machine, and shorter than its test waits. */
const limitMs = 540_000;

/** Waits until what it has printed since is what it shall be, or it has ended. */
async function follow(one: Background, isReady: (output: string) => boolean): Promise<Ran> {
  const { child, read } = one;
  const ended = once(child, 'close').then(() => true);
  for (;;) {
    const isThere = isReady(read().slice(one.seen));
    // The port is known by now.
    const output = read().slice(one.seen);
    if (isThere) {
      one.seen += output.length;
      return { exitCode: 0, output };
    }
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver) return { exitCode: child.exitCode, output };
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, signal);
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
