import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { findTurbo } from '@tooling/workspace/build';
import type { AnswerOptions } from './answer-request.ts';
import { listenForTasks } from './listen-for-tasks.ts';
import { serverVariables } from './server-variables.ts';

/** How turbo ended, or was made to end: one of the two. */
export interface TurboEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs turbo in this process's place, in the current directory, and builds here for its tasks.
 *
 * `turbo watch` goes on for as long as somebody works, on the bundler perhaps, whose old code would be
 * kept here: it has no server. So has nobody, where no port can be had: then each task builds alone.
 */
export async function turboWithServer(
  args: readonly string[],
  { build }: Pick<AnswerOptions, 'build'>,
): Promise<TurboEnd> {
  const environment = args.includes('watch') ? {} : await serve(build).catch(() => ({}));
  const child = spawn(findTurbo(process.cwd()), args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  let interruptedBy: NodeJS.Signals | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interruptedBy = signal;
      // A terminal interrupts all of its processes, turbo too.
      if (signal !== 'SIGINT') child.kill(signal);
    });
  }
  const [code, signal] = (await once(child, 'close')) as [TurboEnd['code'], TurboEnd['signal']];
  // turbo ends its tasks then, and calls that a success.
  if (code === 0 && interruptedBy !== undefined) return { code: null, signal: interruptedBy };
  return { code, signal };
}

async function serve(build: AnswerOptions['build']): Promise<Readonly<Record<string, string>>> {
  const token = randomBytes(16).toString('hex');
  const port = await listenForTasks({ token, build });
  return serverVariables({ port, token }, process.env);
}
