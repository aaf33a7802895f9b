import {
  findStage,
  localStage,
  UserError,
  wantFunctions,
  type FunctionStore,
  type TriggerAddress,
  type WantedFunction,
} from '@tooling/core';
import type { Workspace } from '@tooling/workspace';
import type { Host } from '../host.ts';
import type { LocalSchedules } from '@tooling/core/local-api';
import { openStage, withStage } from '../pipeline/open-stage.ts';
import type { ListedSchedule } from '../terminal/format-dev.ts';

/** Where the functions answer, and when schedules fire. */
export interface StageView {
  readonly addresses: readonly ({ readonly functionName: string } & TriggerAddress)[];
  readonly schedules: readonly ListedSchedule[];
}

/** Asks the local AWS; what cannot be told is left out. */
export async function describeStage(
  { root, deployConfig, lambdas }: Workspace,
  url: string,
  host: Host,
): Promise<StageView> {
  const stage = findStage(deployConfig, localStage);
  const wanted = wantFunctions(lambdas, deployConfig, stage).filter(({ triggers }) =>
    triggers.triggers.some(({ type }) => type === 'functionUrl' || type === 'httpApi'),
  );
  const open = await openStage(root, deployConfig, localStage, host);
  const found = await withStage(open, ({ store }) =>
    Promise.all(wanted.map(async (one) => (await readOne(store, one))[0])),
  );
  return {
    addresses: wanted.flatMap(({ functionName }, index) =>
      (found[index] ?? []).map((one) => ({ functionName, ...one })),
    ),
    schedules: await readSchedules(url),
  };
}

/** One that could not be deployed has no address, which the others are not to suffer from. */
async function readOne(store: FunctionStore, wanted: WantedFunction) {
  try {
    return await store.readAddresses([wanted]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  }
}

async function readSchedules(url: string): Promise<readonly ListedSchedule[]> {
  const response = await fetch(`${url}/_local/schedules`);
  const { schedules } = (await response.json()) as LocalSchedules;
  return schedules.map(({ name, targetArn, expression, next }) => ({
    name,
    target: targetOf(targetArn),
    expression,
    next,
  }));
}

/** Of a function its name; something else is told by its ARN. */
const targetOf = (arn: string) => /:function:([^:]+)/.exec(arn)?.[1] ?? arn;
