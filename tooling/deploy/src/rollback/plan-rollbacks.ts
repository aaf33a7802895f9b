import {
  commitsOf,
  findCommit,
  planRollback,
  UserError,
  type FunctionHistory,
  type FunctionRollback,
  type RollbackPlan,
  type RollbackTarget,
} from '@tooling/core';
import { readAncestry, type WorkspaceNames } from '@tooling/workspace';
import type { OpenStage } from '../pipeline/open-stage.ts';
import { historiesByName, readHistories } from './read-histories.ts';
import type { RollbackScope } from './rollback-scope.ts';

export interface PlannedRollbacks {
  readonly plan: RollbackPlan;
  readonly histories: ReadonlyMap<string, FunctionHistory>;
}

/** Reads what the functions were, and plans; writes nothing. @throws UserError VERSION_UNKNOWN, USAGE */
export async function planRollbacks(
  scope: RollbackScope,
  lambdas: readonly string[],
  workspace: WorkspaceNames,
  open: OpenStage,
): Promise<PlannedRollbacks> {
  const [account, functions] = await Promise.all([
    open.store.readAccount(),
    readHistories(workspace, open, lambdas),
  ]);
  const histories = historiesByName(functions);
  const target = await resolveTarget(workspace.root, scope, [...histories.values()]);
  const { name: stage, region } = open.stage;
  const { service } = workspace.deployConfig;
  const planned = functions.map((one) => planRollback(one, target));
  const isAll = scope.lambdas === 'all';
  return {
    plan: { service, stage, account, region, functions: isAll ? planned.map(leave) : planned },
    histories,
  };
}

/** With `--all` nobody means the functions that were not there yet, or never live. */
function leave(planned: FunctionRollback): FunctionRollback {
  const passing = ['VERSION_UNKNOWN', 'FUNCTION_NOT_LIVE'];
  if (planned.action !== 'blocked' || !passing.includes(planned.failure.code)) return planned;
  const { lambda, functionName, failure, liveVersion } = planned;
  const reason = `${failure.message}: left alone`;
  return { action: 'none', lambda, functionName, reason, liveVersion };
}

async function resolveTarget(
  root: string,
  { wish, lambdas }: RollbackScope,
  histories: readonly FunctionHistory[],
): Promise<RollbackTarget> {
  if (wish.kind === 'previous') return { ...wish, leavesNew: lambdas === 'last' };
  if (wish.kind !== 'commit') return wish;
  const { text } = wish;
  const deployed = findCommit(text, commitsOf(histories));
  const bare = (deployed ?? text).replace(/-dirty$/, '');
  const ancestry = await readAncestry(root, bare);
  const [known] = ancestry;
  const commit = deployed ?? known;
  if (commit !== undefined) return { kind: 'commit', commit, ancestry };
  throw new UserError(
    'VERSION_UNKNOWN',
    `--to ${text}: no version was deployed of that commit, and this clone does not know it`,
  );
}
