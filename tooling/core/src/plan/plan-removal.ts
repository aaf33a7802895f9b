import { UserError } from '../errors/user-error.ts';
import type { LiveFunction } from '../live-function.ts';
import { isOwnedBy, type Ownership } from '../ownership.ts';
import { shortCommit, type Provenance } from '../provenance.ts';
import { checkAge, type Deploying } from './check-age.ts';

/** A function that no lambda stands for, with everything that speaks against removing it. */
export interface OrphanFacts {
  readonly functionName: string;
  readonly ownership: Ownership;
  /** Absent: an interrupted removal has deleted it already, and marked what it left. */
  readonly found?: FoundOrphan | undefined;
  /** The execution role that goes with it: by name, path and tags one that we made. */
  readonly roleName?: string | undefined;
  /** The log group that goes with it: the one that Lambda names after the function. */
  readonly logGroup?: string | undefined;
}

/** What is there of it. */
export interface FoundOrphan {
  readonly tags: Readonly<Record<string, string>>;
  /** Absent where nothing is live. */
  readonly live?: Pick<LiveFunction, 'functionName' | 'version' | 'provenance'> | undefined;
  /** Of `$LATEST`: changes with everything that somebody does to the function. */
  readonly revisionId: string;
  /** Versions besides the live one that have a share of the traffic. */
  readonly weightedVersions: readonly string[];
  readonly otherAliases: readonly string[];
  /** Ids of the statements of its resource policies. */
  readonly statements: readonly string[];
  /** ARNs of the sources of its event source mappings. */
  readonly eventSources: readonly string[];
  readonly urls: readonly string[];
  /** What is used by it and stays, since it is not ours: an ARN, a name. */
  readonly stays: readonly string[];
}

/** Why something is not removed, and what to do about it. */
export interface Doubt {
  readonly text: string;
  readonly remedy: string;
  /** Whether `--force` sets it aside: it speaks of what is not known, and of nothing that would break. */
  readonly isForcible: boolean;
}

export interface RemovalContext extends Deploying {
  /** The stage is of this machine alone: what was never committed is nobody else's. */
  readonly isPrivate: boolean;
}

const remove = (what: string): string => `remove ${what} first, if nothing needs it any more`;

function triggerDoubts(found: FoundOrphan): readonly Doubt[] {
  const { statements, eventSources, urls, otherAliases, weightedVersions } = found;
  const doubt = (names: readonly string[], text: string, remedy: string): readonly Doubt[] =>
    names.length === 0 ? [] : [{ text: `${text}: ${names.join(', ')}`, remedy, isForcible: false }];
  return [
    ...doubt(
      statements,
      'its policy lets others call it',
      remove('these statements (RemovePermission)'),
    ),
    ...doubt(eventSources, 'event sources call it', remove('their mappings')),
    ...doubt(urls, 'it has a URL', remove('the URL')),
    ...doubt(otherAliases, 'it has aliases of somebody', remove('these aliases')),
    ...doubt(
      weightedVersions,
      'live shares its traffic with versions',
      'end the switch or the experiment first',
    ),
  ];
}

const force = '`lambda prune --force` removes it all the same';

/** An older pipeline takes what a newer commit added for an orphan. */
function ageDoubt(
  { functionName, version, provenance }: NonNullable<FoundOrphan['live']>,
  context: RemovalContext,
): Doubt | undefined {
  if (provenance === undefined) {
    return { text: `version ${version} was published by hand`, remedy: force, isForcible: true };
  }
  try {
    checkAge({ functionName, provenance }, { ...context, force: false });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { text: error.message, remedy: `${error.hint}; ${force}`, isForcible: true };
  }
  const why = whyUnknown(provenance, context);
  if (why === undefined) return undefined;
  const text = `nobody can tell that its lambda was removed: it is live from ${shortCommit(provenance.commit)}, which ${why}`;
  return { text, remedy: force, isForcible: true };
}

/** Why a commit may have what the one that is deployed has not removed. */
function whyUnknown({ commit }: Provenance, context: RemovalContext): string | undefined {
  const { liveCommits = {}, isPrivate } = context;
  if (isPrivate && (commit === 'none' || context.commit === 'none')) return undefined;
  const relation = Object.hasOwn(liveCommits, commit) ? liveCommits[commit] : 'unknown';
  if (relation === 'diverged') return 'is on another branch';
  if (relation !== 'included') return 'this clone does not know';
  return commit.endsWith('-dirty') && !isPrivate ? 'was not all committed' : undefined;
}

/** What speaks against removing an orphan; nothing for what an interrupted removal left. */
export function doubtsOf(facts: OrphanFacts, context: RemovalContext): readonly Doubt[] {
  const { found, ownership } = facts;
  if (found === undefined) return [];
  if (!isOwnedBy(found.tags, ownership)) {
    const text = 'its ownership tags are others by now';
    return [{ text, remedy: 'see whose it is: `lambda status`', isForcible: false }];
  }
  const age =
    found.live === undefined
      ? {
          text: 'it is not live: a deploy may be making it at this moment',
          remedy: force,
          isForcible: true,
        }
      : ageDoubt(found.live, context);
  return [...(age === undefined ? [] : [age]), ...triggerDoubts(found)];
}
