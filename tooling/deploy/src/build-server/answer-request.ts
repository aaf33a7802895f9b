import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { keepCheckIgnore } from '@tooling/bundle';
import { runBuild } from '../commands/build.ts';
import type { Host } from '../host.ts';

/** What a build task sends: all that it would have built with. */
interface BuildRequest {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** What it gets. Not built is also what failed: the task does it again, and reports that as always. */
type BuildAnswer =
  { readonly built: true; readonly out: string; readonly err: string } | { readonly built: false };

const notBuilt: BuildAnswer = { built: false };

/** What turbo and pnpm tell each task of itself. PATH begins with the task's own programs. */
const ownVariables = /^(?:TURBO_|npm_|pnpm_|PNPM_)|^(?:PATH|PWD|OLDPWD|INIT_CWD|SHLVL|_)$/;

keepCheckIgnore();

let shared: string | undefined;

/**
 * Takes over what the tasks have in common. A configuration may read the environment, and turbo's cache
 * counts on each task having what turbo.json declares for it and nothing else.
 *
 * @returns false for a task that has something else than the first one had
 */
function shareEnvironment(env: BuildRequest['env']): boolean {
  const common = Object.entries(env).filter(([name]) => !ownVariables.test(name));
  const found = JSON.stringify(common.sort(([one], [other]) => (one < other ? -1 : 1)));
  if (shared === undefined) {
    shared = found;
    const { PATH } = process.env;
    // esbuild is Go, which collects garbage for the sake of memory that nobody is short of here.
    process.env = { GOGC: '800', ...Object.fromEntries(common), PATH };
  }
  return shared === found;
}

async function build({ cwd, env, args }: BuildRequest, date: () => Date): Promise<BuildAnswer> {
  if (!shareEnvironment(env)) return notBuilt;
  const said = { out: '', err: '' };
  const host: Host = {
    cwd,
    env,
    out: (words) => {
      said.out += words;
    },
    err: (words) => {
      said.err += words;
    },
    isInteractive: false,
    hasColors: false,
    readStdin: () => Promise.resolve(''),
    signal: new AbortController().signal,
    clock: { now: () => performance.now(), sleep: () => Promise.resolve(), date },
  };
  const options = { json: args.includes('--json') };
  const exitCode = await runBuild({ args: [], options }, host);
  return exitCode === 0 ? { built: true, ...said } : notBuilt;
}

/**
 * Builds a lambda for a task that turbo has started: what is loaded and compiled once here, a process
 * for each of them would load and compile again.
 */
export async function answerRequest(socket: Socket, date: () => Date): Promise<void> {
  const answer = await text(socket)
    .then((request) => build(JSON.parse(request) as BuildRequest, date))
    .catch(() => notBuilt);
  socket.end(JSON.stringify(answer));
}
