import { UserError } from '../errors/user-error.ts';
import type { FunctionState, LiveFunction } from '../live-function.ts';
import type { PreflightContext } from '../preflight/preflight.ts';
import { shortCommit, type Provenance } from '../provenance.ts';

/**
 * How a commit that is live stands to the one that is deployed. `newer`: it descends from it.
 * `included`: the same, or an ancestor. `diverged`: on another branch. `unknown`: the clone does not have
 * it, or too little of the history between the two.
 */
export type CommitRelation = 'newer' | 'included' | 'diverged' | 'unknown';

/** The commit that is deployed. */
export interface Deploying {
  /** Hex, with `-dirty` when the working tree has changes; `none` outside of git. */
  readonly commit: string;
  /** Seconds since 1970. */
  readonly committedAt?: number | undefined;
  /** Beginning of the SHA-256, in hex, of its pnpm-lock.yaml; absent where it has none. */
  readonly lockfile?: string | undefined;
  /** What git says of the commits that are live, by the text of their provenance. */
  readonly liveCommits?: Readonly<Record<string, CommitRelation>> | undefined;
  /** What reasons call that which it is compared with; what is live, unless it is something else. */
  readonly comparedWith?: string | undefined;
  /** Whether an older commit may go live over a newer one. */
  readonly force?: boolean | undefined;
  /** What AWS would refuse is found with it; without it nothing is looked for. */
  readonly preflight?: PreflightContext | undefined;
}

/**
 * Whether a pipeline was overtaken: git knows that what is live comes after what is deployed. Where it
 * cannot know, as in a shallow clone, the times of the commits decide; without times nothing is in the way.
 *
 * @throws UserError OLDER_COMMIT with both commits and their times
 */
export function checkAge(
  {
    functionName,
    provenance,
    switching,
  }: Pick<LiveFunction, 'functionName' | 'provenance' | 'switching'>,
  deploying: Deploying,
): void {
  checkOne(functionName, { words: 'live is', provenance }, deploying);
  // A newer commit that has a part of the traffic is overtaken like one that has all of it.
  if (switching === undefined) return;
  const words = `live is going over to version ${switching.version},`;
  checkOne(functionName, { words, provenance: switching.provenance }, deploying);
}

/** The commits that functions serve or are going over to, as git is to be asked about them. */
export const servingCommits = (
  functions: readonly { readonly state: FunctionState }[],
): readonly string[] =>
  functions.flatMap(({ state }) => {
    if (state.kind !== 'live') return [];
    const { provenance, switching } = state.live;
    return [provenance, switching?.provenance].flatMap((one) => one?.commit ?? []);
  });

interface Serving {
  /** How a sentence about it begins. */
  readonly words: string;
  readonly provenance: Provenance | undefined;
}

function checkOne(
  functionName: string,
  { words, provenance }: Serving,
  deploying: Deploying,
): void {
  const { commit, committedAt, liveCommits = {}, force = false } = deploying;
  if (provenance === undefined || force) return;
  const { commit: liveCommit, committedAt: liveAt } = provenance;
  const relation = Object.hasOwn(liveCommits, liveCommit) ? liveCommits[liveCommit] : 'unknown';
  const isLater = liveAt !== undefined && committedAt !== undefined && liveAt > committedAt;
  const isNewer = relation === 'newer' || (relation === 'unknown' && isLater);
  if (!isNewer) return;
  const how =
    relation === 'newer' ? 'descends from' : 'is not in this clone, and was made later than';
  throw new UserError(
    'OLDER_COMMIT',
    `${functionName}: ${words} ${describe(liveCommit, liveAt)}, which ${how} ${describe(commit, committedAt)}`,
    { subject: functionName },
  );
}

function describe(commit: string, seconds: number | undefined): string {
  if (seconds === undefined) return `commit ${shortCommit(commit)}`;
  const time = new Date(seconds * 1000).toISOString().replace('T', ' ').replace('.000', '');
  return `commit ${shortCommit(commit)} of ${time}`;
}
