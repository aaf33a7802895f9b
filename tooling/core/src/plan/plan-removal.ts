import { UserError } from '../errors/user-error.ts';
import type { LiveFunction } from '../live-function.ts';
import { isOwnedBy, type Ownership } from '../ownership.ts';
import { shortCommit, type Provenance } from '../provenance.ts';
import type { TriggerState } from '../triggers/trigger-state.ts';
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
  /** The triggers that we made: they go with it. */
  readonly triggers: readonly TriggerState[];
  /** The role that its schedules call it by, which goes with them. */
  readonly scheduleRole?: string | undefined;
  /** Statements of its resource policies that no trigger of ours needs. */
  readonly statements: readonly ForeignStatement[];
  /** Event source mappings that are not ours. */
  readonly mappings: readonly ForeignMapping[];
  /** URLs that are not ours. */
  readonly urls: readonly ForeignUrl[];
  /** What is used by it and stays, since it is not ours: an ARN, a name. */
  readonly stays: readonly string[];
}

/** Somebody lets others call the function. */
export interface ForeignStatement {
  /** Absent: no command can name it. */
  readonly id?: string | undefined;
  /** Of the policy: an alias. Absent: it is that of the function itself. */
  readonly qualifier?: string | undefined;
}

/** Somebody lets Lambda read a queue or a stream for it. */
export interface ForeignMapping {
  readonly uuid: string;
  /** ARN, where the source has one. */
  readonly source?: string | undefined;
}

/** Somebody gave it, or an alias of it, an address. */
export interface ForeignUrl {
  readonly url: string;
  readonly qualifier?: string | undefined;
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
  /** Of the stage: what commands that people are told have to name. */
  readonly region: string;
}

/** What of others needs the function: each with the command that removes it. */
function triggerDoubts(
  functionName: string,
  found: FoundOrphan,
  { region }: RemovalContext,
): readonly Doubt[] {
  const { statements, mappings, urls, otherAliases, weightedVersions } = found;
  const doubt = (text: string, remedy: string): Doubt => ({ text, remedy, isForcible: false });
  const removable = (text: string, command: readonly string[]): Doubt =>
    doubt(
      text,
      `if nothing needs it any more: ${['aws lambda', ...command, '--region', region].join(' ')}`,
    );
  const of = (qualifier: string | undefined) => [
    ...['--function-name', functionName],
    ...(qualifier === undefined ? [] : ['--qualifier', qualifier]),
  ];
  return [
    ...statements.map(({ id, qualifier }) => {
      const text = `its policy lets others call it: ${id ?? 'a statement without an id'}`;
      if (id === undefined) return doubt(text, 'remove the statement first');
      return removable(text, ['remove-permission', ...of(qualifier), '--statement-id', id]);
    }),
    ...mappings.map(({ uuid, source = uuid }) =>
      removable(`an event source calls it: ${source}`, [
        'delete-event-source-mapping --uuid',
        uuid,
      ]),
    ),
    ...urls.map(({ url, qualifier }) =>
      removable(`it has a URL: ${url}`, ['delete-function-url-config', ...of(qualifier)]),
    ),
    ...otherAliases.map((name) =>
      removable(`it has an alias of somebody: ${name}`, [
        ...['delete-alias', ...of(undefined), '--name', name],
      ]),
    ),
    ...(weightedVersions.length === 0
      ? []
      : [
          doubt(
            `live shares its traffic with versions: ${weightedVersions.join(', ')}`,
            'end the switch or the experiment first',
          ),
        ]),
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
  return [
    ...(age === undefined ? [] : [age]),
    ...triggerDoubts(facts.functionName, found, context),
  ];
}
