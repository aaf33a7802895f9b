import { isAbsolute, relative, resolve } from 'node:path';
import {
  findStage,
  localStage,
  UserError,
  wantFunctions,
  type DeployEvent,
  type FunctionPlan,
  type Plan,
} from '@tooling/core';
import {
  findRoot,
  readWorkspace,
  readWorkspaceNames,
  writeMissingManifests,
  type Workspace,
  type WorkspaceNames,
} from '@tooling/workspace';
import type { CommandInput } from '../command.ts';
import { textOption } from '../command.ts';
import type { Host } from '../host.ts';
import { makePlan } from './make-plan.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { checkSame, checkTarget, readSavedPlan, type SavedRequest } from './saved-plan.ts';
import { openStage, withStage, type OpenStage } from './open-stage.ts';

/** @throws UserError USAGE for an empty name: an unset variable must not deploy somewhere else */
function checkName(name: string, where: string): string {
  if (name !== '') return name;
  throw new UserError('USAGE', `${where} is empty`, {
    hint: 'name a stage of deploy.config.ts, or leave it out for the local one',
  });
}

/** `--stage`, else DEPLOY_STAGE, else the local AWS. */
export function stageName(input: CommandInput, { env }: Host): string {
  const flag = textOption(input, 'stage');
  if (flag !== undefined) return checkName(flag, '--stage');
  const variable = env.DEPLOY_STAGE;
  return variable === undefined ? localStage : checkName(variable, 'DEPLOY_STAGE');
}

/** What tab completion and pnpm call a lambda: `lambdas/predict/` and `@lambdas/predict`. */
export const lambdaName = (text: string): string =>
  text.replace(/^(?:\.\/)?@?lambdas\//, '').replace(/\/$/, '');

/** Names on the command line, else those of DEPLOY_ONLY: that is how they come through turbo. */
export function lambdaNames(input: CommandInput, { env }: Host): readonly string[] {
  if (input.args.length > 0) return input.args.map(lambdaName);
  const variable = env.DEPLOY_ONLY ?? '';
  const names = variable
    .split(',')
    .map((name) => lambdaName(name.trim()))
    .filter((name) => name !== '');
  if (variable !== '' && names.length === 0) {
    throw new UserError('USAGE', `DEPLOY_ONLY names no lambda: "${variable}"`, {
      hint: 'name lambdas, separated by commas, or leave it out for all of them',
    });
  }
  return names;
}

/**
 * Reads the workspace and opens the stage for the time of one piece of work. The files come first:
 * what is wrong with them is said without waiting for a stage.
 */
export async function withWorkspaceAndStage<Result>(
  input: CommandInput,
  host: Host,
  work: (workspace: Workspace, open: OpenStage) => Promise<Result>,
): Promise<Result> {
  const name = stageName(input, host);
  const workspace = await readWorkspace(findRoot(host.cwd), ({ deployConfig, lambdas }) =>
    wantFunctions(lambdas, deployConfig, findStage(deployConfig, name)),
  );
  const opening = openStage(workspace.root, workspace.deployConfig, name, host);
  const open = await untilInterrupted(host.signal, opening);
  return withStage(open, (stage) => work(workspace, stage));
}

/**
 * Opens the stage for work that asks it about functions by name: a lambda that is half written is in
 * nobody's way.
 */
export async function withNamesAndStage<Result>(
  input: CommandInput,
  host: Host,
  work: (workspace: WorkspaceNames, open: OpenStage) => Promise<Result>,
): Promise<Result> {
  const name = stageName(input, host);
  const workspace = await readWorkspaceNames(findRoot(host.cwd));
  const opening = openStage(workspace.root, workspace.deployConfig, name, host);
  const open = await untilInterrupted(host.signal, opening);
  return withStage(open, (stage) => work(workspace, stage));
}

/** Makes packages of bare directories, and says so. @returns the files written, from the root */
export async function completeWorkspace(
  host: Host,
  emit: (event: DeployEvent) => void,
): Promise<readonly string[]> {
  const written = await writeMissingManifests(findRoot(host.cwd));
  for (const path of written) emit({ type: 'manifest-written', path });
  return written;
}

/** ISO date. */
export const today = ({ clock }: Host): string => clock.date().toISOString().slice(0, 10);

/** A plan with what it takes to apply it. */
export interface Planned {
  readonly plan: Plan;
  readonly workspace: Workspace;
  readonly open: OpenStage;
  /** What was asked for: a saved plan asks for the same. */
  readonly request: SavedRequest;
  /** Files that make no commit dirty, from the root: the run wrote them, or they are plans. */
  readonly written: readonly string[];
}

/** What the command line asks for, or the saved plan that it names. */
async function requestOf(input: CommandInput, host: Host) {
  const { args, options } = input;
  const request: SavedRequest = {
    names: lambdaNames(input, host),
    force: options.force === true,
    unpin: options.unpin === true,
    atOnce: options.atOnce === true,
    verify: options.verify === true,
    independent: options.independent === true,
  };
  const file = textOption(input, 'plan');
  if (file === undefined) return { request };
  const { names: _names, ...decided } = request;
  if (args.length > 0 || Object.values(decided).includes(true)) {
    const others = 'no names, --force, --unpin, --at-once, --verify or --independent';
    throw new UserError('USAGE', `--plan goes with ${others}`, {
      hint: 'these were decided when the plan was made',
    });
  }
  const saved = await readSavedPlan(resolve(host.cwd, file), file);
  return { request: saved.request, saved };
}

/** Files of plans, and of what is said and drawn of them, from the root: whether they are in the repository says nothing of the sources. */
const planFiles = (input: CommandInput, { cwd }: Host): readonly string[] =>
  ['plan', 'out', 'comment', 'graph'].flatMap((option) => {
    const file = textOption(input, option);
    if (file === undefined) return [];
    const path = relative(findRoot(cwd), resolve(cwd, file));
    return isAbsolute(path) || path.startsWith('..') ? [] : [path];
  });

/** Something that is begun for each function as soon as it is planned. */
interface Begun {
  readonly onPlanned: (planned: FunctionPlan) => void;
  finish(): Promise<unknown>;
}

export interface PlanHandlers<Preparing extends Begun> {
  readonly emit: (event: DeployEvent) => void;
  /** Makes what is told of each function as soon as it is planned. */
  readonly prepare: (workspace: Workspace, open: OpenStage) => Preparing;
  readonly isDeploying: boolean;
  /** As the plan names it, where it is not compared with what is live. */
  readonly comparedWith?: string | undefined;
}

const nothingToPrepare: Begun = {
  onPlanned: () => undefined,
  finish: () => Promise.resolve(),
};

/** For those who only look at plans. */
export const onlyEmit = (
  emit: PlanHandlers<Begun>['emit'],
  comparedWith?: string,
): PlanHandlers<Begun> => ({
  emit,
  comparedWith,
  prepare: () => nothingToPrepare,
  isDeploying: false,
});

/**
 * Makes the plan that the command line asks for, and works with it while the stage is open. One that was
 * saved is made again, and must come out the same: then nothing is begun before that is known.
 */
export async function withPlan<Result, Preparing extends Begun>(
  input: CommandInput,
  host: Host,
  { emit, prepare, isDeploying, comparedWith }: PlanHandlers<Preparing>,
  work: (planned: Planned & { readonly preparing: Preparing }) => Promise<Result>,
): Promise<Result> {
  // A wrong word on the command line is said before a file is written.
  const { request, saved } = await requestOf(input, host);
  stageName(input, host);
  const made = await completeWorkspace(host, emit);
  const written = [...made, ...planFiles(input, host)];
  return withWorkspaceAndStage(input, host, async (workspace, open) => {
    const { stage, store } = open;
    if (saved !== undefined) {
      const { service } = workspace.deployConfig;
      const account = await store.readAccount();
      checkTarget(saved, { service, stage: stage.name, account, region: stage.region });
    }
    const preparing = prepare(workspace, open);
    let building: Promise<unknown> | undefined;
    try {
      const planning = makePlan({
        workspace,
        stage,
        store,
        ...request,
        comparedWith,
        written,
        // Whoever can write to the remote cache cannot write to what a stage serves.
        remoteCache: !isDeploying || stage.name === localStage,
        today: today(host),
        emit,
        onPlanned: isDeploying && saved === undefined ? preparing.onPlanned : undefined,
        onBuilding: (ended) => {
          building = ended;
        },
        signal: host.signal,
      });
      const message = 'interrupted while planning: nothing was switched';
      const plan = await untilInterrupted(host.signal, planning, message);
      if (saved !== undefined) checkSame(saved, plan);
      return await work({ plan, workspace, open, request, written, preparing });
    } finally {
      // Whatever the plan failed with: what is begun is finished before the stage is closed, and turbo
      // has filled its cache.
      await preparing.finish();
      await building;
    }
  });
}
