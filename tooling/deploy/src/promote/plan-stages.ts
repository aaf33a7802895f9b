import {
  codeSigningQuestions,
  partitionOf,
  planPromotion,
  promoteFunction,
  queryOf,
  selectLambdas,
  servingCommits,
  wantFunctions,
  type DeployEvent,
  type FunctionState,
  type Plan,
  type PromotedVersion,
  type Promotion,
  type Stage,
  type TriggerPlace,
  type WantedFunction,
} from '@tooling/core';
import { compareCommits, type Workspace } from '@tooling/workspace';
import type { OpenStage } from '../pipeline/open-stage.ts';
import { createRoomCheck } from '../pipeline/check-room.ts';
import { createUploadCheck } from '../pipeline/check-upload.ts';
import { readReferenced } from '../pipeline/read-referenced.ts';
import { withTriggers } from '../pipeline/read-triggers.ts';

export interface PromotionRequest {
  readonly workspace: Workspace;
  readonly source: OpenStage;
  readonly target: OpenStage;
  /** Lambdas to promote; all that are live in the source when empty. */
  readonly names: readonly string[];
  readonly force: boolean;
  readonly unpin: boolean;
  /** `2026-11-23`: runtimes end on days. */
  readonly today: string;
  readonly emit: (event: DeployEvent) => void;
}

export interface PlannedPromotion {
  readonly plan: Plan;
  /** The versions whose code is taken, by lambda. */
  readonly versions: ReadonlyMap<string, PromotedVersion>;
}

const readStates = ({ store }: OpenStage, wanted: readonly WantedFunction[]) =>
  store.readFunctions(wanted.map(queryOf));

/** Reads what is live in both stages, and plans. Builds nothing, and writes nothing. */
export async function planStages(request: PromotionRequest): Promise<PlannedPromotion> {
  const { workspace, source, target, names, force } = request;
  const { deployConfig, lambdas } = workspace;
  const selected = selectLambdas(lambdas, names);
  const sources = wantFunctions(selected, deployConfig, source.stage);
  const declared = wantFunctions(selected, deployConfig, target.stage);
  const wanted = await readReferenced(target.store, declared);
  const [account, sourceStates, states] = await Promise.all([
    target.store.readAccount(),
    readStates(source, sources),
    readStates(target, wanted),
  ]);
  const promoting = wanted.flatMap((one, index): Promotion[] => {
    const [from, sourceState, state] = [sources[index], sourceStates[index], states[index]];
    if (from === undefined || sourceState === undefined || state === undefined) {
      throw new Error(`${one.lambda} was not read`);
    }
    const isLive = sourceState.kind === 'live' || sourceState.kind === 'unreadable';
    if (names.length === 0 && !isLive) return [];
    const { unpin } = request;
    return [promoteFunction({ source: from, sourceState, wanted: one, state, unpin })];
  });
  const candidates = await withTriggers(
    promoting.map(({ candidate }) => candidate),
    { store: target.store, place: placeIn(target.stage, account), verify: false },
  );
  const promotions = promoting.flatMap((one, index): Promotion[] => {
    const candidate = candidates[index];
    return candidate === undefined ? [] : [{ ...one, candidate }];
  });
  const room = createRoomCheck(target.store, request.emit);
  const checkUpload = createUploadCheck(target.store);
  const plan = planPromotion({
    service: deployConfig.service,
    stage: target.stage.name,
    account,
    region: target.stage.region,
    force,
    preflight: {
      region: target.stage.region,
      account,
      today: request.today,
      reservation: await room.readReservation(candidates),
      codeSigning: await target.store.readCodeSigning(codeSigningQuestions(candidates)),
    },
    fromStage: source.stage.name,
    promotions,
    relations: await readRelations(workspace.root, promotions, states),
  });
  const versions = promotions.flatMap(({ candidate, from }) =>
    from === undefined ? [] : [[candidate.wanted.lambda, from] as const],
  );
  const byLambda = new Map(candidates.map((candidate) => [candidate.wanted.lambda, candidate]));
  const functions = await Promise.all(
    plan.functions.map(async (planned) => {
      const candidate = byLambda.get(planned.lambda);
      const checked = candidate ? await checkUpload(planned, candidate) : planned;
      return room.checkStorage(checked);
    }),
  );
  return { plan: { ...plan, functions }, versions: new Map(versions) };
}

const placeIn = ({ region }: Stage, account: string): TriggerPlace => ({
  partition: partitionOf(region),
  region,
  account,
});

/** How what is live in the target stands to each commit that is promoted. */
async function readRelations(
  root: string,
  promotions: readonly Promotion[],
  states: readonly FunctionState[],
) {
  const commits = new Set(promotions.flatMap(({ from }) => from?.provenance.commit ?? []));
  const live = servingCommits(states.map((state) => ({ state })));
  const relations = [...commits].map(
    async (commit) => [commit, await compareCommits(root, commit, live)] as const,
  );
  return new Map(await Promise.all(relations));
}
