import { localStage, UserError } from '@tooling/core';
import { findRoot } from '@tooling/workspace';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { configuredEndpoint, stateDirectoryName } from '../pipeline/open-endpoint.ts';

/** Between two looks at a log. */
export const pollMs = 1000;

/** What one opening of the stage came to: over when it has to be opened anew for the next look. */
export type ReadLog = () => Promise<void>;

/**
 * Reads a log until Ctrl-C. The local AWS that a command starts for itself is in the way of other
 * commands while it is open, so that it is opened for each look; and where `lambda local` is started or
 * ended meanwhile, the log goes on.
 */
export async function followLog(stage: string, host: Host, read: ReadLog): Promise<void> {
  const isShared = stage === localStage && configuredEndpoint(host) === undefined;
  for (;;) {
    if (!isShared || !(await isTaken(host))) {
      await read().catch((error: unknown) => {
        if (!isShared || !hasEnded(error)) throw error;
      });
    }
    await host.clock.sleep(pollMs);
  }
}

/** Whether a command other than a server is using the local AWS, and soon ends. */
async function isTaken({ cwd }: Host): Promise<boolean> {
  const { readOwner } = await import('@tooling/local');
  const owner = readOwner(join(findRoot(cwd), stateDirectoryName));
  return owner !== undefined && owner.url === undefined;
}

/** `lambda local` was ended in the middle of a look. */
const hasEnded = (error: unknown): boolean =>
  error instanceof UserError && ['NETWORK_FAILED', 'STATE_IN_USE'].includes(error.code);
