import type { Socket } from 'node:net';
import { keepCheckIgnore } from '@tooling/bundle';
import { runBuild } from '../commands/build.ts';
import type { Host } from '../host.ts';

/** What a build task sends: all that it would have built with. */
interface BuildRequest {
  readonly token: string;
  readonly cwd: string;
  /** `lambda build`, with its options. */
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a build has printed, or undefined: not built is also what failed. The task does it again, and reports that as always. */
type Built = { readonly out: string; readonly err: string } | undefined;

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

async function build({ cwd, env, command }: BuildRequest, date: () => Date): Promise<Built> {
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

export interface AnswerOptions {
  /** Who does not have it is told nothing. */
  readonly token: string;
  readonly date: () => Date;
}

/**
 * Builds a lambda for a task that turbo has started: what is loaded and compiled once here, a process
 * for each of them would load and compile again. ask-build-server.mjs says what is sent.
 */
export async function answerRequest(socket: Socket, options: AnswerOptions): Promise<void> {
  const built = await readRequest(socket)
    .then((request) => {
      return request?.token === options.token ? build(request, options.date) : undefined;
    })
    .catch(() => undefined);
  const answer = built && `built\n${mark('out', built.out)}${mark('err', built.err)}`;
  socket.end(answer ?? '');
}

/** Undefined where the other side went before it had said all. */
async function readRequest(socket: Socket): Promise<BuildRequest | undefined> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk as string;
    if (!text.endsWith('\0\0')) continue;
    const [token = '', cwd = '', command = '', ...variables] = text.slice(0, -2).split('\0');
    const env = variables.map((variable) => {
      const [name = ''] = variable.split('=', 1);
      return [name, variable.slice(name.length + 1)];
    });
    return { token, cwd, command, env: Object.fromEntries(env) as BuildRequest['env'] };
  }
  return undefined;
}

const mark = (stream: 'out' | 'err', words: string) =>
  words
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${stream} ${line}\n`)
    .join('');
