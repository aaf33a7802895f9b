import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  createAwsClients,
  createFunctionStore,
  type AwsClients,
  type AwsTarget,
} from '@tooling/aws';
import { zipFiles } from '@tooling/bundle';
import {
  planDeployment,
  queryOf,
  UserError,
  wantFunction,
  type ArtifactManifest,
  type ErrorCode,
  type FunctionChange,
  type FunctionStore,
  type LambdaConfig,
  type Plan,
  type ZipSource,
  type Stage,
} from '@tooling/core';
import type { Host } from '../src/host.ts';
import { createTestClock } from './run-lambda.ts';

export const service = 'tests';
export const usualStage: Stage = {
  name: 'local',
  region: 'us-east-1',
  namePrefix: '',
  rolePath: '/lambda-deploy/',
  versionsToKeep: 10,
};

/** What a lambda is in a test that builds nothing: the text that it answers, and its configuration. */
export interface Source {
  readonly text?: string;
  /** In the place of a function that answers the text. */
  readonly code?: string;
  readonly config?: LambdaConfig;
}

/** The store of a stage, and clients to go with it, on a clock that waiting does not slow down. */
export interface OpenStore extends AsyncDisposable {
  readonly store: FunctionStore;
  readonly clients: AwsClients;
  /** What a deploy would do to a function; fails where it would do nothing. */
  plan(name: string, source?: Source): Promise<FunctionChange>;
  prepare(change: FunctionChange, source?: Source): ReturnType<FunctionStore['prepare']>;
  /** Plans, prepares and moves `live` where that is planned, and applies the attributes. @returns the version */
  deploy(name: string, source?: Source): Promise<string>;
}

/** The zip of a function that answers this text. */
export function zipOf({ text = 'one', code }: Source): Uint8Array {
  const source = code ?? `exports.handler = async () => '${text}';\n`;
  const contents = new TextEncoder().encode(source);
  return zipFiles([{ path: 'index.js', contents }]);
}

/** The same as what a deploy reads it from. */
export const zipSourceOf = (source: Source): ZipSource => ({
  read: () => Promise.resolve(zipOf(source)),
  stream: () => Readable.from([zipOf(source)]),
});

export function artifactOf(zip: Uint8Array): ArtifactManifest {
  const digest = createHash('sha256').update(zip).digest('base64');
  return {
    manifestVersion: 1,
    digest,
    codeDigest: digest,
    zipBytes: zip.length,
    unzippedBytes: zip.length,
    handler: 'index.handler',
    format: 'cjs',
    files: [],
    inputs: [],
    esbuildVersion: 'none',
    toolVersion: 'none',
  };
}

/** A plan of just these changes. */
export const planOf = (functions: readonly FunctionChange[]): Plan => ({
  planVersion: 1,
  service: 'tests',
  stage: 'local',
  account: '000000000000',
  region: 'us-east-1',
  commit: 'none',
  functions,
  orphans: [],
  undeclared: [],
  dependencies: {},
});

export interface OpenStoreOptions {
  readonly clock?: Host['clock'];
  readonly limited?: boolean;
  readonly permissionsBoundary?: string | null;
  readonly codeBucket?: string;
  readonly rolePath?: string;
  readonly namePrefix?: string;
  readonly credentials?: AwsTarget['credentials'];
}

/** Opens the store behind an address, as a command would. */
export function openStore(
  endpoint: string,
  {
    clock = createTestClock(),
    limited = false,
    // Those of commands in the local stage: what a test does by hand has others.
    credentials = { accessKeyId: 'local', secretAccessKey: 'local' },
    ...rest
  }: OpenStoreOptions = {},
): OpenStore {
  const stage = { ...usualStage, ...rest };
  const clients = createAwsClients({ region: stage.region, endpoint, credentials, limited }, clock);
  const store = createFunctionStore(clients);
  const open: OpenStore = {
    store,
    clients,
    async plan(name, source = {}) {
      const lambda = {
        name,
        packageName: `@lambdas/${name}`,
        packageVersion: '1.0.0',
        directory: `lambdas/${name}`,
        config: source.config ?? {},
      };
      const wanted = wantFunction(lambda, { service }, stage);
      const [state] = await store.readFunctions([queryOf(wanted)]);
      if (state === undefined) throw new Error('nothing was read');
      const isImage = wanted.settings.image !== undefined;
      const built = isImage ? {} : { artifact: artifactOf(zipOf(source)) };
      const graphHash = isImage ? 'image' : `hash-${source.text ?? ''}`;
      const [planned] = planDeployment({
        service,
        stage: stage.name,
        account: await store.readAccount(),
        region: stage.region,
        commit: 'none',
        candidates: [{ wanted, graphHash, state, ...built }],
        owned: [],
        functionNames: [wanted.functionName],
      }).functions;
      if (planned?.action === 'create' || planned?.action === 'update') return planned;
      if (planned?.action === 'blocked') {
        const { code, message } = planned.failure;
        throw new UserError(code as ErrorCode, message);
      }
      throw new UserError('USAGE', `${name}: ${planned?.reasons.join(', ') ?? 'not planned'}`);
    },
    prepare: (change, source = {}) => store.prepare(change, zipSourceOf(source), () => undefined),
    async deploy(name, source = {}) {
      const change = await open.plan(name, source);
      const { version } = change.publishes
        ? await store.moveLive(await open.prepare(change, source))
        : { version: change.liveVersion ?? '' };
      await store.applyAttributes(change);
      return version;
    },
    [Symbol.asyncDispose]() {
      clients.destroy();
      return Promise.resolve();
    },
  };
  return open;
}
