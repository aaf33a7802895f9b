import type { FunctionAlias, FunctionHistory, PublishedVersion } from '../apply/version-store.ts';
import { UserError } from '../errors/user-error.ts';
import { pinOf } from '../pin.ts';
import { shortCommit } from '../provenance.ts';
import { findVersion, moveOf, newestServing } from './live-alias.ts';

/**
 * What to roll back to. `previous`: what `live` named before. `commit`: what was deployed of that
 * commit, or was the last before it.
 */
export type RollbackTarget =
  | {
      readonly kind: 'previous';
      /** Whether what was never anything else is left alone: it was new in the deploy that is undone. */
      readonly leavesNew?: boolean | undefined;
    }
  | { readonly kind: 'version'; readonly version: string }
  | {
      readonly kind: 'commit';
      /** In full, with `-dirty` where that was asked for. */
      readonly commit: string;
      /** The commit and all before it; empty when this clone does not know it. */
      readonly ancestry: ReadonlySet<string>;
    };

export interface ChosenVersion {
  readonly version: PublishedVersion;
  readonly reason: string;
}

/**
 * The version that a function is rolled back to. Only versions of ours are taken: the others say
 * nothing of where they came from.
 *
 * @throws UserError VERSION_UNKNOWN
 */
export function chooseTarget(
  history: FunctionHistory,
  live: FunctionAlias,
  target: RollbackTarget,
): ChosenVersion {
  switch (target.kind) {
    case 'previous':
      return choosePrevious(history, live);
    case 'version':
      return chooseVersion(history, target.version);
    case 'commit':
      return chooseCommit(history, target);
  }
}

function choosePrevious(history: FunctionHistory, live: FunctionAlias): ChosenVersion {
  const from = newestServing(live);
  const current = findVersion(history, live.version);
  if (from !== live.version && current !== undefined) {
    return { version: current, reason: `version ${from} had only a part of the traffic` };
  }
  const ours = oursOf(history);
  const previous = moveOf(live)?.previousVersion;
  const before = ours.find(({ version }) => version === previous && version !== live.version);
  if (before !== undefined) return { version: before, reason: 'what was live before' };
  const pinned = pinOf(history.tags)?.version;
  const older = ours.find(
    ({ version }) => version !== pinned && Number(version) < Number(live.version),
  );
  if (older !== undefined) return { version: older, reason: 'the newest version before it' };
  throw unknown(history, `${history.functionName} has no older version of ours to go back to`);
}

function chooseVersion(history: FunctionHistory, number: string): ChosenVersion {
  const { functionName } = history;
  const version = findVersion(history, number);
  if (version === undefined) throw unknown(history, `${functionName} has no version ${number}`);
  if (version.provenance === undefined) {
    throw unknown(history, `version ${number} of ${functionName} was published by hand`);
  }
  return { version, reason: 'asked for' };
}

function chooseCommit(
  history: FunctionHistory,
  { commit, ancestry }: RollbackTarget & { readonly kind: 'commit' },
): ChosenVersion {
  const ours = oursOf(history);
  const exact = ours.find(({ provenance }) => provenance?.commit === commit);
  if (exact !== undefined) return { version: exact, reason: 'deployed of that commit' };
  const pinned = pinOf(history.tags)?.version;
  const before = ours.find(
    ({ version, provenance }) => version !== pinned && ancestry.has(provenance?.commit ?? ''),
  );
  if (before !== undefined) return { version: before, reason: 'the last one before that commit' };
  const { functionName } = history;
  const why = ancestry.size === 0 ? ', and this clone does not know the commit' : ' or before it';
  throw unknown(history, `${functionName} has no version of commit ${shortCommit(commit)}${why}`);
}

const oursOf = ({ versions }: FunctionHistory): readonly PublishedVersion[] =>
  versions.filter(({ provenance }) => provenance !== undefined);

const unknown = ({ functionName }: FunctionHistory, message: string) =>
  new UserError('VERSION_UNKNOWN', message, { subject: functionName });
