import { AsyncLocalStorage } from 'node:async_hooks';
import { UserError } from '@tooling/core/build';

/** Generous: a file that takes longer waits for something that does not come. */
const limitSeconds = 10;

interface Load {
  readonly file: string;
  readonly refuse: (error: UserError) => void;
}

/** The file whose code is running, also in what it started and has not waited for. */
const current = new AsyncLocalStorage<Load>();
const pending = new Set<Load>();
let limit: NodeJS.Timeout | undefined;

const refusal = (file: string, what: string, hint: string) =>
  new UserError('CONFIG_INVALID', `${file} ${what}`, { subject: file, hint });

function refusePending(): void {
  for (const { file, refuse } of pending) {
    const hint = 'a top-level `await` there, or in what it imports, does not end';
    refuse(refusal(file, `is not loaded after ${limitSeconds} seconds`, hint));
  }
}

/** One limit for all, begun anew with each file: a thousand of them may well take longer. */
function restartLimit(): void {
  clearTimeout(limit);
  limit = pending.size === 0 ? undefined : setTimeout(refusePending, limitSeconds * 1000);
}

/**
 * Imports a file of the user's that is data to us: it can neither end the command, nor keep it waiting
 * for ever, nor write between its results on standard output.
 *
 * @param file - as the user knows it, from the root
 * @throws whatever importing throws, and UserError CONFIG_INVALID
 */
export async function guardedImport(file: string, url: string): Promise<unknown> {
  guardProcess();
  const refused = Promise.withResolvers<never>();
  const load: Load = { file, refuse: refused.reject };
  pending.add(load);
  restartLimit();
  try {
    return await Promise.race([
      current.run(load, () => import(url) as Promise<unknown>),
      refused.promise,
    ]);
  } finally {
    pending.delete(load);
    restartLimit();
  }
}

let isGuarded = false;

/* eslint-disable no-restricted-properties -- Nothing is printed or ended here: it is kept from others. */
/** Once, and only for code of configuration files: to everything else the process is as it was. */
function guardProcess(): void {
  if (isGuarded) return;
  isGuarded = true;
  const exit = process.exit.bind(process);
  // Given undefined instead of nothing, exit would forget process.exitCode.
  process.exit = (...args) => {
    const load = current.getStore();
    if (load === undefined) return exit(...args);
    const hint = 'throw an Error instead, which is shown with its place';
    const error = refusal(load.file, 'calls process.exit()', hint);
    load.refuse(error);
    throw error;
  };
  const write = process.stdout.write.bind(process.stdout);
  // The overloads of `write` are the stream's own affair.
  process.stdout.write = ((...args: Parameters<typeof write>) =>
    current.getStore() === undefined
      ? write(...args)
      : process.stderr.write(...args)) as typeof write;
}
/* eslint-enable no-restricted-properties -- As everywhere else. */
