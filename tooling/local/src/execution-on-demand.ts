import type { Executor } from './execution/executor.ts';

/** An executor that can be started anew, after everything was dropped. */
export interface ExecutorOnDemand extends Executor {
  /** Ends every child process; the next invocation begins from nothing. */
  restart(): Promise<void>;
}

/**
 * An executor that is made at the first invocation: most commands run no function, and should not
 * wait for what running one takes.
 */
export function executorOnDemand(create: () => Promise<Executor>): ExecutorOnDemand {
  let created: Promise<Executor> | undefined;
  let closed = false;

  async function end(): Promise<void> {
    const ending = created;
    created = undefined;
    await (await ending)?.close();
  }

  return {
    async invoke(request) {
      if (closed) throw new Error('the local AWS is closing and runs no more functions');
      return (await (created ??= create())).invoke(request);
    },
    async retire(functionName, version) {
      await (await created)?.retire(functionName, version);
    },
    restart: end,
    async close() {
      closed = true;
      await end();
    },
  };
}
