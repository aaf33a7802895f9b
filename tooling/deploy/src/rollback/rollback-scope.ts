import {
  findLastDeploy,
  functionNameOf,
  selectLambdas,
  shortCommit,
  UserError,
  userErrorOf,
  type LastDeploy,
} from '@tooling/core';
import type { WorkspaceNames } from '@tooling/workspace';
import { textOption, type CommandInput } from '../command.ts';
import type { OpenStage } from '../pipeline/open-stage.ts';
import { formatTime } from '../terminal/format-time.ts';
import { lambdaName } from '../pipeline/run-pipeline.ts';

/** What `--to` says, as far as the words go. */
type RollbackWish =
  | { readonly kind: 'previous' }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'commit'; readonly text: string };

/** Which functions to roll back, and to what. */
export interface RollbackScope {
  readonly wish: RollbackWish;
  readonly lambdas: readonly string[] | 'last' | 'all';
}

/**
 * What the command line asks for. Names, `--last` or `--all`: nothing is rolled back by accident.
 *
 * @throws UserError USAGE
 */
export function readScope(input: CommandInput): RollbackScope {
  const names = input.args.map(lambdaName);
  const last = input.options.last === true;
  const all = input.options.all === true;
  const wish = readWish(textOption(input, 'to'));
  if (Number(names.length > 0) + Number(last) + Number(all) > 1) {
    throw new UserError('USAGE', 'names, --last and --all exclude each other');
  }
  if (last && wish.kind !== 'previous') {
    throw new UserError('USAGE', '--last goes back to what was live before, and takes no --to', {
      hint: 'name the functions, or give --all with a commit',
    });
  }
  if (all && wish.kind !== 'commit') {
    throw new UserError('USAGE', '--all needs a commit: --to <commit>', {
      hint: 'what was live before is another time for each function; --last rolls back the last deploy',
    });
  }
  if (wish.kind === 'version' && new Set(names).size !== 1) {
    throw new UserError('USAGE', `--to ${wish.version}: a version is one of a single function`, {
      hint: 'name that one function, or give a commit',
    });
  }
  return { wish, lambdas: all ? 'all' : last || names.length === 0 ? 'last' : names };
}

/** A number of up to six digits is a version; hex digits, seven or more, are a commit. */
function readWish(text: string | undefined): RollbackWish {
  if (text === undefined) return { kind: 'previous' };
  if (/^[1-9]\d{0,5}$/.test(text)) return { kind: 'version', version: text };
  if (/^[0-9a-f]{7,64}(?:-dirty)?$/.test(text)) return { kind: 'commit', text };
  throw new UserError('USAGE', `--to ${text} is neither a version nor a commit`, {
    hint: 'give the number of a version, or seven or more hex digits of a commit: `lambda history <name>` shows both',
  });
}

/**
 * The lambdas that are meant.
 *
 * @param isNamed - false when the command line names none: then what `--last` would do is told
 * @throws UserError USAGE, UNKNOWN_LAMBDA
 */
export async function findLambdas(
  { lambdas: scope }: RollbackScope,
  workspace: WorkspaceNames,
  open: OpenStage,
  isNamed: boolean,
): Promise<readonly string[]> {
  const { lambdas } = workspace;
  if (scope === 'all') return lambdas.map(({ name }) => name);
  if (scope !== 'last') return selectLambdas(lambdas, scope).map(({ name }) => name);
  const deploy = await readLastDeploy(workspace, open);
  const meant = new Set([...(deploy?.functionNames ?? []), ...(deploy?.rolledBack ?? [])]);
  const found = lambdas.filter((lambda) => meant.has(functionNameOf(open.stage, lambda)));
  const names = found.map(({ name }) => name);
  if (!isNamed) throw whichOnes(deploy, names);
  if (deploy !== undefined) return names;
  throw new UserError('USAGE', 'no live version says of which commit it was deployed', {
    hint: 'name the functions to roll back',
  });
}

async function readLastDeploy(
  { lambdas }: WorkspaceNames,
  { stage, store }: OpenStage,
): Promise<LastDeploy | undefined> {
  const states = await store.readFunctions(
    lambdas.map((lambda) => ({
      functionName: functionNameOf(stage, lambda),
      withLogRetention: false,
    })),
  );
  const unreadable = states.find((state) => state.kind === 'unreadable');
  // It may be one of them.
  if (unreadable !== undefined) throw userErrorOf(unreadable.failure);
  return findLastDeploy(states.flatMap((state) => (state.kind === 'live' ? [state.live] : [])));
}

function whichOnes(deploy: LastDeploy | undefined, names: readonly string[]): UserError {
  if (deploy === undefined) {
    return new UserError('USAGE', 'which functions? No live version says where it came from', {
      hint: 'name them: `lambda rollback <names…>`',
    });
  }
  const { commit, at } = deploy;
  return new UserError('USAGE', 'which functions? Nothing was rolled back', {
    problems: [
      `the last deploy was commit ${shortCommit(commit)} at ${formatTime(at)}: ${names.join(', ')}`,
    ],
    hint: '`lambda rollback --last` rolls these back; `lambda rollback <names…>` those that are named',
  });
}
