import type { Socket } from 'node:net';

/** What a build task sends: all that it would have built with. */
export interface BuildRequest {
  readonly cwd: string;
  /** `lambda build`, with its options. */
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a build has printed, or undefined: not built is also what failed. The task does it again, and reports that as always. */
export type Built = { readonly out: string; readonly err: string } | undefined;

export interface AnswerOptions {
  /** Who does not have it is told nothing. */
  readonly token: string;
  readonly build: (request: BuildRequest) => Promise<Built>;
}

/**
 * Builds a lambda for a task that turbo has started: what is loaded and compiled once here, a process
 * for each of them would load and compile again. ask-build-server.mjs says what is sent.
 */
export async function answerRequest(
  socket: Socket,
  { token, build }: AnswerOptions,
): Promise<void> {
  const built = await readRequest(socket)
    .then((request) => (request?.token === token ? build(request) : undefined))
    .catch(() => undefined);
  const answer = built && `built\n${mark('out', built.out)}${mark('err', built.err)}`;
  socket.end(answer ?? '');
}

interface ReadRequest extends BuildRequest {
  readonly token: string;
}

/** Undefined where the other side went before it had said all. */
async function readRequest(socket: Socket): Promise<ReadRequest | undefined> {
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
