import { ExecutionEnded } from './execution/execution-ended.ts';
import type { Executor } from './execution/executor.ts';

/** An executor that can be started anew, after everything was dropped. */
export interface ExecutorOnDemand extends Executor {
  /** Ends every child process; the next invocation begins from nothing, when `meanwhile` is done. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
}

/**
 * An executor that is made at the first invocation: most commands run no function, and should not
 * wait for what running one takes. When it cannot be made, the next invocation tries again.
 */
export function executorOnDemand(create: () => Promise<Executor>): ExecutorOnDemand {
  let created: Promise<Executor> | undefined;
  let restarting: Promise<void> | undefined;
  let closed = false;

  function start(): Promise<Executor> {
    const starting = create();
    created = starting;
    starting.catch(() => {
      if (created === starting) created = undefined;
    });
    return starting;
  }

  /** The executor, if there is one or one is being made that will be. */
  const existing = () => created?.catch(() => undefined);

  async function end(): Promise<void> {
    const ending = existing();
    created = undefined;
    await (await ending)?.close();
  }

  return {
    async invoke(request) {
      await restarting;
      if (closed) throw new ExecutionEnded('the local AWS is closing and runs no more functions');
      return (await (created ?? start())).invoke(request);
    },
    async prepare(executable) {
      await restarting;
      if (!closed) await (await (created ?? start())).prepare(executable);
    },
    async retire(functionName, version) {
      await (await existing())?.retire(functionName, version);
    },
    async restart(meanwhile) {
      const done = Promise.withResolvers<void>();
      restarting = done.promise;
      try {
        await end();
        await meanwhile();
      } finally {
        done.resolve();
      }
    },
    async close() {
      closed = true;
      await end();
    },
  };
}
