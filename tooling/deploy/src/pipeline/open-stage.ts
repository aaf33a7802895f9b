import {
  createAwsClients,
  createFunctionStore,
  createMonitor,
  createVersionStore,
  makeResources,
  type AwsClients,
} from '@tooling/aws';
import {
  findStage,
  localStage,
  UserError,
  type DeployConfig,
  type FunctionStore,
  type Monitor,
  type Stage,
  type VersionStore,
} from '@tooling/core';
import type { Host } from '../host.ts';
import { rememberAliases } from './alias-memory.ts';
import { configuredEndpoint, openLocal, openRemote } from './open-endpoint.ts';

/** A stage that can be talked to. */
export interface OpenStage {
  readonly stage: Stage;
  /** Whether it is a local AWS of this command's own: other commands wait until it is closed. */
  readonly isOwn: boolean;
  readonly clients: AwsClients;
  readonly store: FunctionStore;
  readonly monitor: Monitor;
  readonly versions: VersionStore;
  /** What a failure really was, where the stage knows better than its answer says. */
  readonly explain: (error: unknown) => unknown;
  /** Where people reach what answers at an address of the stage, once the command is over. */
  readonly addressOf: (address: string) => string;
  /** Closes connections, and the local AWS when this command started it. */
  close(): Promise<void>;
}

/** The local AWS accepts any; they only have to be there for requests to be signed. */
const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** What a pipeline puts into the environment; a profile of the developers' would not be there. */
const hasCredentials = ({ env }: Host) =>
  env.AWS_ACCESS_KEY_ID !== undefined || env.AWS_WEB_IDENTITY_TOKEN_FILE !== undefined;

const isLoopback = (endpoint: string) =>
  /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(endpoint).hostname);

/**
 * Opens a stage by name: `local` is the local AWS, others are AWS itself; AWS_ENDPOINT_URL puts
 * another endpoint in the place of either. What deploy.config.ts says that the local AWS has is made
 * where it is missing, and on this machine only.
 *
 * @param beside - another stage of the same run: of the same account and region they share its quotas
 * @throws UserError UNKNOWN_STAGE, STATE_IN_USE, STATE_CORRUPT
 */
export async function openStage(
  root: string,
  deployConfig: DeployConfig,
  name: string,
  host: Host,
  beside?: OpenStage,
): Promise<OpenStage> {
  const stage = findStage(deployConfig, name);
  const configured = configuredEndpoint(host);
  const isLocal = name === localStage;
  const endpoint =
    configured === undefined && isLocal
      ? await openLocal(root, stage, host)
      : openRemote(configured);
  // An emulator of the user's takes any credentials too, also those that are set.
  const hasOwn = configured !== undefined && host.env.AWS_ACCESS_KEY_ID !== undefined;
  const clients = createAwsClients(
    {
      region: stage.region,
      endpoint: endpoint.url,
      credentials: isLocal && !hasOwn ? localCredentials : undefined,
      profile: hasCredentials(host) ? undefined : stage.profile,
      // What stands in the place of AWS for another stage is held to what AWS would take.
      limited: !isLocal || endpoint.url === undefined || !isLoopback(endpoint.url),
    },
    host.clock,
    beside?.clients,
  );
  const close = async () => {
    clients.destroy();
    await endpoint.close();
  };
  const { local } = deployConfig;
  if (isLocal && local !== undefined && endpoint.url !== undefined && isLoopback(endpoint.url)) {
    await makeResources(clients, local).catch(async (error: unknown) => {
      await close();
      throw endpoint.explain(error);
    });
  }
  return {
    stage,
    isOwn: endpoint.isOwn,
    clients,
    store: createFunctionStore(clients, rememberAliases(root, stage)),
    monitor: createMonitor(clients),
    versions: createVersionStore(clients),
    explain: (error) => endpoint.explain(error),
    addressOf: (address) => endpoint.addressOf(address),
    close,
  };
}

/**
 * Before anything else is asked or done: credentials of the wrong account fail in misleading ways.
 *
 * @throws UserError ACCOUNT_MISMATCH
 */
async function checkAccount({ stage, store }: OpenStage): Promise<void> {
  const { name, account } = stage;
  if (account === undefined || name === localStage) return;
  const actual = await store.readAccount();
  if (actual === account) return;
  throw new UserError(
    'ACCOUNT_MISMATCH',
    `stage ${name} is in account ${account}, the credentials belong to ${actual}`,
  );
}

/** Works with a stage, then closes it; its closing never hides what the work failed with. */
export async function withStage<Result>(
  open: OpenStage,
  work: (open: OpenStage) => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    await checkAccount(open);
    result = await work(open);
  } catch (error) {
    await open.close().catch(() => undefined);
    throw open.explain(error);
  }
  await open.close();
  return result;
}
