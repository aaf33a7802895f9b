import { listAbandoned, readOrphan } from '@tooling/aws';
import {
  describeFailure,
  doubtsOf,
  findOrphans,
  functionNameOf,
  localStage,
  suggest,
  UserError,
  type Doubt,
  type Failure,
  type OrphanFacts,
  type OwnedFunction,
  type RemovalContext,
} from '@tooling/core';
import { compareCommits, readCommit, type WorkspaceNames } from '@tooling/workspace';
import type { OpenStage } from './open-stage.ts';

/** What removing one orphan would mean. */
export interface Removal {
  readonly functionName: string;
  readonly lambda: string;
  readonly facts?: OrphanFacts | undefined;
  /** Why it is not removed; none: it is. */
  readonly doubts: readonly Doubt[];
  /** What it could not be asked for. */
  readonly failure?: Failure | undefined;
}

export interface PruneRequest {
  readonly workspace: WorkspaceNames;
  readonly open: OpenStage;
  /** Lambdas or functions to remove; all orphans when empty. */
  readonly names: readonly string[];
  /** Files that this run wrote itself, from the root. */
  readonly written: readonly string[];
  /** Sets aside the doubts that speak of what is not known. */
  readonly force: boolean;
}

/** @throws UserError UNKNOWN_LAMBDA */
function select(
  orphans: readonly OwnedFunction[],
  { names, workspace }: PruneRequest,
): readonly OwnedFunction[] {
  const isNamed = (name: string) => (one: OwnedFunction) =>
    one.ownership.lambda === name || one.functionName === name;
  const unknown = names.find((name) => !orphans.some(isNamed(name)));
  if (unknown !== undefined) {
    const isLambda = workspace.lambdas.some(({ name }) => name === unknown);
    const known = orphans.map(({ ownership }) => ownership.lambda);
    throw new UserError(
      'UNKNOWN_LAMBDA',
      isLambda
        ? `${unknown} is a lambda of this repository, and no orphan`
        : `there is no orphan "${unknown}"`,
      {
        hint: isLambda
          ? `remove its directory first: lambdas/${unknown}`
          : suggest(unknown, known, 'orphans are functions of ours that no lambda stands for'),
      },
    );
  }
  return names.length === 0
    ? orphans
    : orphans.filter((orphan) => names.some((name) => isNamed(name)(orphan)));
}

/** Everything gone at once is more often a wrong directory or a new namePrefix than a wish. */
function checkSomeStay(owned: number, orphans: number, { force, workspace }: PruneRequest): void {
  if (orphans === 0 || orphans < owned || force) return;
  const why =
    workspace.lambdas.length === 0
      ? 'lambdas/ is empty'
      : 'the functions of the lambdas that are there have other names';
  throw new UserError(
    'REMOVAL_REFUSED',
    `all ${owned} functions of the stage are orphans: ${why}`,
    {
      hint: 'see that this is the right commit, and that namePrefix and service are what they were; `lambda prune --force` removes what no other doubt keeps',
    },
  );
}

/** Functions that are ours and stand for no lambda, and what interrupted removals have left. */
async function findAll(request: PruneRequest) {
  const { workspace, open } = request;
  const { stage, store, clients } = open;
  const { service } = workspace.deployConfig;
  const [owned, abandoned] = await Promise.all([
    store.listOwned(service, stage.name),
    listAbandoned(clients, service, stage),
  ]);
  const names = new Set(workspace.lambdas.map((lambda) => functionNameOf(stage, lambda)));
  const isOrphan = new Set(findOrphans(owned, [...names]).map(({ functionName }) => functionName));
  const orphans = owned.filter(({ functionName }) => isOrphan.has(functionName));
  const left = abandoned
    .map((ownership) => ({
      functionName: functionNameOf(stage, { name: ownership.lambda }),
      ownership,
    }))
    .filter(({ functionName }) => !names.has(functionName) && !isOrphan.has(functionName));
  return { owned, orphans, left };
}

async function contextOf(
  { workspace: { root }, open, written }: PruneRequest,
  facts: readonly OrphanFacts[],
): Promise<RemovalContext> {
  const working = await readCommit(root, written);
  const commits = facts.flatMap(({ found }) => found?.live?.provenance?.commit ?? []);
  return {
    ...working,
    liveCommits: await compareCommits(root, working.commit, commits),
    isPrivate: open.stage.name === localStage,
    region: open.stage.region,
  };
}

/**
 * Looks for orphans and for what speaks against removing each. Writes nothing.
 *
 * @throws UserError also when it cannot be known which functions are ours
 */
export async function planPruning(request: PruneRequest): Promise<readonly Removal[]> {
  const { open, force } = request;
  const { owned, orphans, left } = await findAll(request);
  const selected = select([...orphans, ...left], request);
  checkSomeStay(owned.length, selected.length === 0 ? 0 : orphans.length, request);
  const read = await Promise.all(
    selected.map(async ({ functionName, ownership }) => {
      const base = { functionName, lambda: ownership.lambda };
      try {
        const facts = await readOrphan(open.clients, { functionName, ownership });
        return { ...base, facts };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { ...base, failure: describeFailure(open.explain(error)) };
      }
    }),
  );
  const context = await contextOf(
    request,
    read.flatMap((one) => ('facts' in one ? one.facts : [])),
  );
  return read
    .map((one): Removal => {
      if (!('facts' in one)) return { ...one, doubts: [] };
      const doubts = doubtsOf(one.facts, context).filter(
        ({ isForcible }) => !(force && isForcible),
      );
      return { ...one, doubts };
    })
    .toSorted((a, b) => (a.functionName < b.functionName ? -1 : 1));
}
