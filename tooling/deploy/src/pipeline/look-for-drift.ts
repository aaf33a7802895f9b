import { readDrift } from '@tooling/aws';
import {
  describeFailure,
  findDrift,
  queryOf,
  selectLambdas,
  UserError,
  wantFunctions,
  type DeclaredSince,
  type Drift,
  type Failure,
  type FunctionState,
  type WantedFunction,
} from '@tooling/core';
import { changedFilesSince, type Workspace } from '@tooling/workspace';
import pLimit from 'p-limit';
import type { OpenStage } from './open-stage.ts';

/** What was found of one function. */
export interface DriftReport {
  readonly lambda: string;
  readonly functionName: string;
  readonly state: FunctionState['kind'];
  readonly liveVersion?: string | undefined;
  readonly drift: readonly Drift[];
  readonly failure?: Failure | undefined;
}

// Most of it waits for the quota; this bounds what is held at once.
const lookedAtAtOnce = 32;

type ChangedFiles = (commit: string) => ReturnType<typeof changedFilesSince>;

function rememberChangedFiles(root: string): ChangedFiles {
  const answers = new Map<string, ReturnType<typeof changedFilesSince>>();
  return (commit) => {
    const known = answers.get(commit) ?? changedFilesSince(root, commit);
    answers.set(commit, known);
    return known;
  };
}

/** Whether a configuration was touched since: what it imports from elsewhere is not followed. */
async function declaredSince(
  { directory }: WantedFunction,
  commit: string | undefined,
  changedFiles: ChangedFiles,
): Promise<DeclaredSince> {
  const changed =
    commit === undefined ? undefined : await changedFiles(commit.replace(/-dirty$/, ''));
  if (changed === undefined || commit?.endsWith('-dirty') === true) return 'unknown';
  const isConfiguration = (file: string) =>
    file.startsWith(`${directory}/lambda.config.`) || file.startsWith('deploy.config.');
  return [...changed].some(isConfiguration) ? 'changed' : 'same';
}

/** Compares what is live with what was deployed, for each of the lambdas. Writes nothing. */
export async function lookForDrift(
  { root, lambdas, deployConfig }: Workspace,
  open: OpenStage,
  names: readonly string[],
): Promise<readonly DriftReport[]> {
  const { stage, store, clients } = open;
  const wanted = wantFunctions(selectLambdas(lambdas, names), deployConfig, stage);
  const states = await store.readFunctions(wanted.map(queryOf));
  const changedFiles = rememberChangedFiles(root);
  const look = async (one: WantedFunction, state: FunctionState): Promise<DriftReport> => {
    const { lambda, functionName } = one;
    const base = { lambda, functionName, state: state.kind, drift: [] };
    if (state.kind === 'unreadable') return { ...base, failure: state.failure };
    if (state.kind !== 'live') return base;
    const { live } = state;
    try {
      const facts = await readDrift(clients, live, one);
      const commit = (live.provenance ?? facts.deployed?.provenance)?.commit;
      const declared = await declaredSince(one, commit, changedFiles);
      return { ...base, liveVersion: live.version, drift: findDrift(facts, one, declared) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { ...base, failure: describeFailure(open.explain(error)) };
    }
  };
  return pLimit(lookedAtAtOnce).map(wanted, (one, index) =>
    look(one, states[index] ?? { kind: 'absent' }),
  );
}
