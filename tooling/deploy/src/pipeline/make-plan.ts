import {
  assemblePlan,
  chooseBuilds,
  codeSigningQuestions,
  functionNameOf,
  imageProvenance,
  isBlockedAnyhow,
  localStage,
  partitionOf,
  planFunction,
  queryOf,
  runsSameCode,
  selectLambdas,
  servingCommits,
  switchedAtOnce,
  wantFunctions,
  type BuildChoice,
  type BuiltCandidate,
  type Candidate,
  type Decided,
  type DeployEvent,
  type Deploying,
  type FunctionPlan,
  type FunctionStore,
  type Plan,
  type Stage,
  type WantedFunction,
} from '@tooling/core';
import {
  compareCommits,
  readCommit,
  readLockfileDigest,
  readTaskGraph,
  type Workspace,
} from '@tooling/workspace';
import { buildCandidates } from './build-candidates.ts';
import { createRoomCheck } from './check-room.ts';
import { createUploadCheck } from './check-upload.ts';
import { rememberArtifact } from './known-artifacts.ts';
import { readReferenced } from './read-referenced.ts';
import { withTriggers } from './read-triggers.ts';

export interface PlanRequest {
  readonly workspace: Workspace;
  readonly stage: Stage;
  readonly store: FunctionStore;
  /** Lambdas to look at; all of them when empty. */
  readonly names: readonly string[];
  /** Files that this run wrote itself, from the root: they make no commit dirty. */
  readonly written: readonly string[];
  /** Builds everything anew and compares bytes. */
  readonly verify: boolean;
  /** Lets an older commit go live over a newer one. */
  readonly force: boolean;
  /** What the plan calls that which it is compared with, where that is not what is live. */
  readonly comparedWith?: string | undefined;
  /** Deploys also what was rolled back. */
  readonly unpin: boolean;
  /** Switches everything at once and looks at no alarm, whatever is configured. */
  readonly atOnce: boolean;
  /** Whether what is built may come from turbo's remote cache. */
  readonly remoteCache: boolean;
  /** ISO date. */
  readonly today: string;
  readonly emit: (event: DeployEvent) => void;
  /**
   * Told of each decision at once, while others are still being built; of none, where it is known before
   * anything is built that a function is blocked. Left out, the plan waits for turbo's end, too.
   */
  readonly onPlanned?: ((planned: FunctionPlan) => void) | undefined;
  /**
   * Told of turbo, which may run on for a moment when everything is planned: it fills its cache. The
   * promise never fails.
   */
  readonly onBuilding?: ((ended: Promise<unknown>) => void) | undefined;
  readonly signal: AbortSignal;
}

async function readCandidates(
  { workspace, store, unpin, signal }: PlanRequest,
  wanted: readonly WantedFunction[],
) {
  const [{ hashes, dependencies }, states] = await Promise.all([
    readTaskGraph(workspace.root, workspace.lambdas, signal),
    store.readFunctions(wanted.map(queryOf)),
  ]);
  const candidates = wanted.map((one, index): Candidate => {
    const state = states[index];
    const isImage = one.settings.image !== undefined;
    const graphHash = isImage ? imageProvenance : hashes.get(one.packageName);
    if (state === undefined || graphHash === undefined) {
      throw new Error(`${one.lambda} was neither read nor hashed`);
    }
    return { wanted: one, graphHash, state, unpin };
  });
  return { candidates, dependencies };
}

/** What is live now is what later plans compare sources with. */
async function rememberLive(root: string, { artifact, state }: BuiltCandidate): Promise<void> {
  if (artifact === undefined || state.kind !== 'live') return;
  if (runsSameCode(state.live, artifact)) {
    await rememberArtifact(root, state.live.codeSha256, artifact);
  }
}

/**
 * What is known while everything is still being built. Where a function is blocked already, nothing is
 * begun for the others: they wait for the whole plan.
 */
async function foresee(choices: readonly BuildChoice[], readDeploying: () => Promise<Deploying>) {
  const deploying = await readDeploying();
  return { deploying, mayBegin: !choices.some((choice) => isBlockedAnyhow(choice, deploying)) };
}

/**
 * Reads what is wanted and what is live, builds only what may differ, and plans each function as soon as
 * it is built. Writes nothing to the stage.
 *
 * @throws UserError
 */
export async function makePlan(request: PlanRequest): Promise<Plan> {
  const { workspace, stage, store, names, verify, force, emit, signal } = request;
  const { root, deployConfig, lambdas } = workspace;
  const declared = wantFunctions(selectLambdas(lambdas, names), deployConfig, stage);
  const configured = await readReferenced(store, declared);
  const wanted = request.atOnce ? configured.map(switchedAtOnce) : configured;
  const [account, working, lockfile, owned, { candidates: read, dependencies }] = await Promise.all(
    [
      store.readAccount(),
      readCommit(root, request.written),
      readLockfileDigest(root),
      store.listOwned(deployConfig.service, stage.name, (failure) => {
        emit({ type: 'orphans-unknown', failure });
      }),
      readCandidates(request, wanted),
    ],
  );
  if (stage.account === undefined && stage.name !== localStage) {
    emit({ type: 'account-undeclared', stage: stage.name, account });
  }
  const place = { partition: partitionOf(stage.region), region: stage.region, account };
  const candidates = await withTriggers(read, { store, place, verify });
  const choices = chooseBuilds(candidates, { verify });
  const building = choices.filter(({ build }) => build);
  if (building.length > 0) {
    emit({ type: 'building', lambdas: building.map(({ candidate }) => candidate.wanted.lambda) });
  }
  const room = createRoomCheck(store, emit);
  const checkUpload = createUploadCheck(store);
  const foreseeing = foresee(choices, async () => ({
    ...working,
    lockfile,
    liveCommits: await compareCommits(root, working.commit, servingCommits(candidates)),
    force,
    comparedWith: request.comparedWith,
    preflight: {
      region: stage.region,
      account,
      today: request.today,
      reservation: await room.readReservation(candidates),
      codeSigning: await store.readCodeSigning(codeSigningQuestions(candidates)),
    },
  }));
  const decide = async (building: Promise<BuiltCandidate>): Promise<Decided> => {
    const [candidate, { deploying, mayBegin }] = await Promise.all([building, foreseeing]);
    const checked = await checkUpload(planFunction(candidate, deploying), candidate);
    const planned = await room.checkStorage(checked);
    if (mayBegin) request.onPlanned?.(planned);
    await rememberLive(root, candidate);
    return { candidate, planned };
  };
  // Nothing is told when the plan was: what comes after it is the deploy's.
  let isPlanned = false;
  const { built, ended } = buildCandidates(workspace, choices, {
    verify,
    remoteCache: request.remoteCache,
    onCacheWarning: (message) => {
      if (!isPlanned) emit({ type: 'cache-failed', message });
    },
    signal,
  });
  request.onBuilding?.(ended);
  const plan = assemblePlan(
    {
      service: deployConfig.service,
      stage: stage.name,
      account,
      region: stage.region,
      commit: working.commit,
      owned,
      functionNames: lambdas.map((lambda) => functionNameOf(stage, lambda)),
      dependencies,
    },
    await Promise.all(built.map(decide)),
  );
  if (request.onPlanned === undefined) await ended;
  isPlanned = true;
  emit({ type: 'planned', plan });
  return plan;
}
