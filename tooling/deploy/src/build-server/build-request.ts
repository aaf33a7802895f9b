import { keepCheckIgnore } from '@tooling/bundle';
import { runBuild } from '../commands/build.ts';
import type { Host } from '../host.ts';
import type { BuildRequest, Built } from './answer-request.ts';

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

/** Builds as the task would have done, in the environment that all tasks have. */
export async function buildRequest(
  { cwd, env, command }: BuildRequest,
  date: () => Date,
): Promise<Built> {
  if (!shareEnvironment(env)) return undefined;
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
  const options = { json: command.endsWith(' --json') };
  const exitCode = await runBuild({ args: [], options }, host);
  return exitCode === 0 ? said : undefined;
}
