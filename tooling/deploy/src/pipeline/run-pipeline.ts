import { localStage, type DeployEvent, type FunctionStore, type Plan } from '@tooling/core';
import {
  findRoot,
  readDeployConfig,
  readWorkspace,
  writeMissingManifests,
  type Workspace,
} from '@tooling/workspace';
import type { CommandInput } from '../command.ts';
import { textOption } from '../command.ts';
import type { Host } from '../host.ts';
import { makePlan } from './make-plan.ts';
import { openStage, withStage, type OpenStage } from './open-stage.ts';

/** `--stage`, else DEPLOY_STAGE, else the local AWS. */
function stageName(input: CommandInput, { env }: Host): string {
  const name = textOption(input, 'stage') ?? env.DEPLOY_STAGE;
  return name === undefined || name === '' ? localStage : name;
}

/** Names on the command line, else those of DEPLOY_ONLY: that is how they come through turbo. */
function lambdaNames(input: CommandInput, { env }: Host): readonly string[] {
  if (input.args.length > 0) return input.args;
  return (env.DEPLOY_ONLY ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Opens the stage and reads the workspace, both at once, for the time of one piece of work. */
export async function withWorkspaceAndStage<Result>(
  input: CommandInput,
  host: Host,
  work: (workspace: Workspace, open: OpenStage) => Promise<Result>,
): Promise<Result> {
  const root = findRoot(host.cwd);
  const open = readDeployConfig(root).then((deployConfig) =>
    openStage(root, deployConfig, stageName(input, host), host),
  );
  const reading = readWorkspace(root);
  // Should both fail, the first is reported; the other must not count as unhandled.
  reading.catch(() => undefined);
  return withStage(open, async (stage) => work(await reading, stage));
}

/** Makes packages of bare directories, and says so. */
export async function completeWorkspace(
  host: Host,
  emit: (event: DeployEvent) => void,
): Promise<void> {
  for (const path of await writeMissingManifests(findRoot(host.cwd))) {
    emit({ type: 'manifest-written', path });
  }
}

/** A plan with what it takes to apply it. */
export interface Planned {
  readonly plan: Plan;
  readonly workspace: Workspace;
  readonly store: FunctionStore;
}

/** Makes the plan that the command line asks for, and works with it while the stage is open. */
export async function withPlan<Result>(
  input: CommandInput,
  host: Host,
  emit: (event: DeployEvent) => void,
  work: (planned: Planned) => Promise<Result>,
): Promise<Result> {
  await completeWorkspace(host, emit);
  return withWorkspaceAndStage(input, host, async (workspace, { stage, store }) => {
    const plan = await makePlan({
      workspace,
      stage,
      store,
      names: lambdaNames(input, host),
      verify: input.options.verify === true,
      emit,
      signal: host.signal,
    });
    return work({ plan, workspace, store });
  });
}
