import { join } from 'node:path';
import { createAwsClients, createFunctionStore, type AwsClients } from '@tooling/aws';
import {
  findStage,
  localStage,
  UserError,
  type DeployConfig,
  type FunctionStore,
  type Stage,
} from '@tooling/core';
import type { Host } from '../host.ts';

/** A stage that can be talked to. */
export interface OpenStage {
  readonly stage: Stage;
  readonly clients: AwsClients;
  readonly store: FunctionStore;
  /** What went wrong inside a local AWS of our own. */
  readonly failures: readonly unknown[];
  /** Closes connections, and the local AWS when this command started it. */
  close(): Promise<void>;
}

interface Endpoint {
  readonly url?: string | undefined;
  /** What went wrong inside a local AWS of our own: over HTTP it is only a refusal. */
  readonly failures: readonly unknown[];
  close(): Promise<void>;
}

/** The local AWS accepts any; they only have to be there for requests to be signed. */
const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Another command may be using the same .local/: it ends by itself, and soon. */
const waitForStateMs = 60_000;

/** Where the local AWS remembers, unless `lambda local --state` says otherwise. */
export const stateDirectoryName = '.local';

const remote = (url?: string): Endpoint => ({
  url,
  failures: [],
  close: () => Promise.resolve(),
});

/** The running server of this workspace, or one of our own for the time of the command. */
async function openLocal(root: string, stage: Stage): Promise<Endpoint> {
  const { readOwner, startLocalAws } = await import('@tooling/local');
  const stateDirectory = join(root, stateDirectoryName);
  const owner = readOwner(stateDirectory);
  if (owner?.url !== undefined) return remote(owner.url);
  const failures: unknown[] = [];
  const local = await startLocalAws({
    stateDirectory,
    waitMs: waitForStateMs,
    accountId: stage.account,
    region: stage.region,
    report: (error) => void failures.push(error),
  });
  return { url: local.url, failures, close: () => local.close() };
}

function checkEndpoint(endpoint: string): void {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return;
  throw new UserError('USAGE', `AWS_ENDPOINT_URL is no http address: ${endpoint}`, {
    hint: 'unset it, or set it to one such as http://127.0.0.1:4566',
  });
}

const isLoopback = (endpoint: string) =>
  /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(endpoint).hostname);

/**
 * Opens a stage by name: `local` is the local AWS, others are AWS itself; AWS_ENDPOINT_URL puts
 * another endpoint in the place of either.
 *
 * @throws UserError UNKNOWN_STAGE
 */
export async function openStage(
  root: string,
  deployConfig: DeployConfig,
  name: string,
  { env, clock }: Host,
): Promise<OpenStage> {
  const stage = findStage(deployConfig, name);
  const configured = env.AWS_ENDPOINT_URL;
  if (configured !== undefined) checkEndpoint(configured);
  const isLocal = name === localStage;
  const endpoint =
    configured === undefined && isLocal ? await openLocal(root, stage) : remote(configured);
  const needsCredentials = !isLocal || env.AWS_ACCESS_KEY_ID !== undefined;
  const clients = createAwsClients(
    {
      region: stage.region,
      endpoint: endpoint.url,
      credentials: configured === undefined && isLocal ? localCredentials : undefined,
      limited: endpoint.url === undefined || !isLoopback(endpoint.url),
      ...(configured !== undefined && !needsCredentials && { credentials: localCredentials }),
    },
    clock,
  );
  return {
    stage,
    clients,
    store: createFunctionStore(clients, stage.rolePath),
    failures: endpoint.failures,
    async close() {
      clients.destroy();
      await endpoint.close();
    },
  };
}

/**
 * Opens a stage for the time of one piece of work. When the local AWS itself failed, that is what is
 * thrown, rather than what it looked like from outside.
 */
export async function withStage<Result>(
  open: Promise<OpenStage>,
  work: (stage: OpenStage) => Promise<Result>,
): Promise<Result> {
  const stage = await open;
  try {
    return await work(stage);
  } catch (error) {
    throw stage.failures[0] ?? error;
  } finally {
    await stage.close();
  }
}
