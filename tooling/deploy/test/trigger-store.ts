import {
  describeFailure,
  planDeployment,
  queryOf,
  wantFunctions,
  type Failure,
  type FunctionPlan,
  type HttpApiConfig,
  type Trigger,
} from '@tooling/core';
import { withTriggers } from '../src/pipeline/read-triggers.ts';
import { artifactOf, openStore, service, usualStage, zipOf, zipSourceOf } from './open-store.ts';

/** What starts each lambda of a service, by its name. */
export type Declared = Readonly<Record<string, readonly Trigger[]>>;

export interface TriggerStoreOptions {
  readonly httpApi?: HttpApiConfig | undefined;
  readonly namePrefix?: string;
  readonly timeout?: number;
  /** Reads all of them, whatever tags remember. */
  readonly verify?: boolean;
}

/** A deploy of triggers as the command does it, without its workspace and its builds. */
export interface TriggerStore extends AsyncDisposable {
  plan(declared: Declared, options?: TriggerStoreOptions): Promise<readonly FunctionPlan[]>;
  /** Carries out all that is planned, the functions beside each other. @returns what failed */
  deploy(declared: Declared, options?: TriggerStoreOptions): Promise<readonly Failure[]>;
  /** What a run with `--verify` would do: nothing, where all is read back as it was written. */
  differences(declared: Declared, options?: TriggerStoreOptions): Promise<readonly string[]>;
}

const source = { code: 'exports.handler = async () => ({ statusCode: 200 });\n' };

/** What a plan says of each function that it changes or blocks. */
export const reasonsOf = (plans: readonly FunctionPlan[]): readonly string[] =>
  plans.flatMap((planned) => {
    if (planned.action === 'none') return [];
    if (planned.action !== 'blocked') return planned.reasons;
    const { problems, message } = planned.failure;
    return problems.length > 0 ? problems : [message];
  });

/** Opens the store behind an address. Waiting takes no time. */
export function openTriggerStore(endpoint: string): TriggerStore {
  const { store, clients } = openStore(endpoint);
  const plan = async (
    declared: Declared,
    { httpApi, namePrefix = '', timeout = 3, verify = false }: TriggerStoreOptions = {},
  ) => {
    const stage = { ...usualStage, namePrefix, ...(httpApi !== undefined && { httpApi }) };
    const lambdas = Object.entries(declared).map(([name, triggers]) => ({
      name,
      packageName: `@lambdas/${name}`,
      packageVersion: '1.0.0',
      directory: `lambdas/${name}`,
      config: { timeout, triggers: [...triggers] },
    }));
    const wanted = wantFunctions(lambdas, { service }, stage);
    const account = await store.readAccount();
    const states = await store.readFunctions(wanted.map(queryOf));
    const artifact = artifactOf(zipOf(source));
    const read = wanted.flatMap((one, index) => {
      const state = states[index];
      return state === undefined ? [] : [{ wanted: one, graphHash: 'same', state, artifact }];
    });
    const place = { partition: 'aws', region: stage.region, account };
    const candidates = await withTriggers(read, { store, place, verify });
    return planDeployment({
      service,
      stage: stage.name,
      account,
      region: stage.region,
      commit: 'none',
      candidates,
      owned: [],
      functionNames: wanted.map(({ functionName }) => functionName),
      preflight: { region: stage.region, account, today: '2026-01-01' },
    }).functions;
  };
  const carryOut = async (planned: FunctionPlan): Promise<readonly Failure[]> => {
    if (planned.action === 'blocked') return [planned.failure];
    if (planned.action === 'none') return [];
    try {
      if (planned.publishes) {
        await store.moveLive(await store.prepare(planned, zipSourceOf(source), () => undefined));
      }
      await store.applyAttributes(planned);
      return [];
    } catch (error) {
      return [describeFailure(error)];
    }
  };
  return {
    plan,
    async deploy(declared, options) {
      const plans = await plan(declared, options);
      return (await Promise.all(plans.map(carryOut))).flat();
    },
    differences: async (declared, options) =>
      reasonsOf(await plan(declared, { ...options, verify: true })),
    [Symbol.asyncDispose]() {
      clients.destroy();
      return Promise.resolve();
    },
  };
}
