import { join } from 'node:path';
import { UserError, type Stage } from '@tooling/core';
import type { Host } from '../host.ts';

/** Where a stage answers. */
export interface Endpoint {
  /** Absent: AWS itself. */
  readonly url?: string | undefined;
  /** Whether this command started it. */
  readonly isOwn: boolean;
  /** What a failure really was: a local AWS of our own knows better than its answers say. */
  explain(error: unknown): unknown;
  /** Where people reach what answers at an address there, once the command is over. */
  addressOf(address: string): string;
  close(): Promise<void>;
}

/** Another command may be using the same .local/: it ends by itself, and soon. */
const waitForStateMs = 60_000;

/** Where the local AWS remembers, unless `lambda local --state` says otherwise. */
export const stateDirectoryName = '.local';

/** Where `lambda local` listens, unless it is told otherwise. */
export const serverPort = 4566;

/** AWS itself, or what AWS_ENDPOINT_URL names. */
export const openRemote = (url?: string): Endpoint => ({
  url,
  isOwn: false,
  explain: (error) => error,
  addressOf: (address) => address,
  close: () => Promise.resolve(),
});

/** The running server of this workspace, or one of our own for the time of the command. */
export async function openLocal(root: string, stage: Stage, host: Host): Promise<Endpoint> {
  const { readOwner, startLocalAws } = await import('@tooling/local');
  const stateDirectory = join(root, stateDirectoryName);
  const owner = readOwner(stateDirectory);
  if (owner?.url !== undefined) return openRemote(owner.url);
  if (owner !== undefined) {
    host.err(
      `waiting for process ${owner.pid}, another command that uses ${stateDirectoryName}/\n`,
    );
  }
  const failures: UserError[] = [];
  const local = await startLocalAws({
    stateDirectory,
    waitMs: waitForStateMs,
    accountId: stage.account,
    region: stage.region,
    report: (error) => {
      if (error instanceof UserError) failures.push(error);
      else
        host.err(
          `local AWS: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        );
    },
  });
  return {
    url: local.url,
    isOwn: true,
    explain: (error) => failures.at(-1) ?? error,
    // This one ends with the command: what it holds answers when `lambda local` runs.
    addressOf: (address) => address.replace(`:${local.port}/`, `:${serverPort}/`),
    close: () => local.close(),
  };
}

/** @throws UserError USAGE when AWS_ENDPOINT_URL is no http address; empty is unset */
export function configuredEndpoint({ env }: Host): string | undefined {
  const endpoint = env.AWS_ENDPOINT_URL;
  if (endpoint === undefined || endpoint === '') return undefined;
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return endpoint;
  throw new UserError('USAGE', `AWS_ENDPOINT_URL is no http address: ${endpoint}`, {
    hint: 'unset it, or set it to one such as http://127.0.0.1:4566',
  });
}
