import type { VerifiedVersion } from './choose-verified.ts';

/** What building the commit again gave. */
export interface Rebuild {
  /** Base64 SHA-256 of its zip. */
  readonly digest: string;
  /** Of the commit's pnpm-lock.yaml, as in a provenance; absent where it has none. */
  readonly lockfile?: string | undefined;
  /** Version of the bundler that the commit has; absent where its manifest does not say. */
  readonly tool?: string | undefined;
}

/** A file that is not the same in two zips. */
export interface FileDifference {
  /** Path in the zip. */
  readonly path: string;
  /** Size of what is live; absent where the file is only in what was built. */
  readonly liveBytes?: number | undefined;
  /** Size of what was built; absent where the file is only in what is live. */
  readonly rebuiltBytes?: number | undefined;
}

/** What came of comparing a version with its commit. Written as JSON with `--json`. */
export interface Verification {
  readonly functionName: string;
  readonly version: string;
  readonly commit: string;
  /** `same`: the bytes are those of the commit, and it has the lockfile that was recorded. */
  readonly result: 'same' | 'differs';
  /** Of what is live. */
  readonly codeSha256: string;
  readonly rebuiltSha256: string;
  /** As recorded when it was deployed; absent in versions that were published before. */
  readonly lockfile?: string | undefined;
  readonly tool?: string | undefined;
  /** What differs, in words. */
  readonly problems: readonly string[];
  /** Empty also where only the container of the files differs. */
  readonly files: readonly FileDifference[];
  readonly notes: readonly string[];
}

/**
 * Holds what is live against what its commit gives.
 *
 * @param files - what differs between the two zips; undefined where their digests are equal
 */
export function judgeRebuild(
  verified: VerifiedVersion,
  rebuild: Rebuild,
  files: readonly FileDifference[] | undefined,
): Verification {
  const { functionName, version, codeSha256, provenance, notes } = verified;
  const { commit, lockfile, tool } = provenance;
  const problems = [
    ...describeBytes(verified, rebuild, files),
    ...describeRecorded('pnpm-lock.yaml', lockfile, rebuild.lockfile),
    ...describeRecorded('the bundler', tool, rebuild.tool),
  ];
  return {
    functionName,
    version,
    commit,
    result: problems.length === 0 ? 'same' : 'differs',
    codeSha256,
    rebuiltSha256: rebuild.digest,
    ...(lockfile !== undefined && { lockfile }),
    ...(tool !== undefined && { tool }),
    problems,
    files: files ?? [],
    notes: lockfile === undefined ? [...notes, noLockfile] : notes,
  };
}

const noLockfile = 'no digest of a lockfile is recorded with it';

function describeBytes(
  { codeSha256, provenance }: VerifiedVersion,
  { digest }: Rebuild,
  files: readonly FileDifference[] | undefined,
): readonly string[] {
  const { artifact } = provenance;
  const recorded =
    artifact === codeSha256
      ? []
      : [`its code is not the one that was recorded with it: ${artifact} was`];
  if (codeSha256 === digest) return recorded;
  const bytes =
    files?.length === 0
      ? 'the files are the same, and the zip around them is not'
      : 'the bytes are not those that the commit gives';
  return [...recorded, bytes];
}

function describeRecorded(
  what: string,
  recorded: string | undefined,
  found: string | undefined,
): readonly string[] {
  if (recorded === undefined || recorded === found) return [];
  return [`${what} was ${recorded} when it was deployed, and the commit has ${found ?? 'none'}`];
}
