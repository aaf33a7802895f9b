import { lambdaLimits } from './limits.ts';

/** Where a published version came from. Stands in the version's Description, so AWS remembers it. */
export interface Provenance {
  /** Hex commit, with `-dirty` when the working tree had changes; `none` outside of git. */
  readonly commit: string;
  /** Version of the lambda's package. */
  readonly packageVersion: string;
  /** turbo's hash of the build task. */
  readonly graphHash: string;
  /** Base64 SHA-256 of the zip. */
  readonly artifact: string;
  /** Base64 SHA-256 of what runs: the zip's files without their source maps. */
  readonly code: string;
  /** `descriptionHash` of the function's own description, which this text stands in place of. */
  readonly description: string;
  /** When the commit was made, in seconds since 1970; absent outside of git, and in old texts. */
  readonly committedAt?: number | undefined;
  /**
   * Parameters of the handler, where there are so many that it takes a callback: a stage that it is
   * promoted to may have a runtime that calls none.
   */
  readonly callbackParameters?: number | undefined;
  /** Beginning of the SHA-256, in hex, of the pnpm-lock.yaml that its packages were installed by; absent in old texts. */
  readonly lockfile?: string | undefined;
  /** Version of the bundler that made the zip; absent in old texts. */
  readonly tool?: string | undefined;
}

/**
 * One text of at most 256 characters. What decides anything always fits. What is only looked at when a
 * version is verified is there whole or not at all: beside the longest commits there is no room for it.
 * The version of the package has no limit of its own, and is cut to what is left.
 *
 * @example
 * formatProvenance({
 *   commit: '3f2a',
 *   packageVersion: '1.2.0',
 *   graphHash: '5fd0',
 *   artifact: '47DE',
 *   code: '9xQ2',
 *   description: '1a2b3c4d',
 * });
 * // → 'commit:3f2a package:1.2.0 graph:5fd0 artifact:47DE code:9xQ2 description:1a2b3c4d'
 */
export function formatProvenance(provenance: Provenance): string {
  const { commit, packageVersion, graphHash, artifact, code, description } = provenance;
  const { committedAt, callbackParameters, lockfile, tool } = provenance;
  const takes = callbackParameters === undefined ? '' : ` takes:${callbackParameters}`;
  const time = committedAt === undefined ? '' : ` at:${committedAt.toString(36)}`;
  const text = (version: string, evidence: string) =>
    `commit:${commit} package:${version} graph:${graphHash} artifact:${artifact} code:${code} description:${description}${time}${takes}${evidence}`;
  const roomBeside = (evidence: string) =>
    lambdaLimits.descriptionLength - text('', evidence).length;
  const evidence = [
    ...(lockfile === undefined ? [] : [` lock:${lockfile}`]),
    ...(tool === undefined ? [] : [` tool:${tool.replace(/\s+/g, '_')}`]),
  ].reduce((fitting, part) => {
    const more = fitting + part;
    return roomBeside(more) < noVersion.length ? fitting : more;
  }, '');
  const version = packageVersion.replace(/\s+/g, '_').slice(0, roomBeside(evidence));
  return text(version || noVersion, evidence);
}

/** In the place of a version that is empty. */
const noVersion = 'none';

const pattern =
  /^commit:(?<commit>\S+) package:(?<packageVersion>\S+) graph:(?<graphHash>\S+) artifact:(?<artifact>\S+) code:(?<code>\S+) description:(?<description>\S+)(?: at:(?<time>[0-9a-z]+))?(?: takes:(?<takes>\d))?(?: lock:(?<lockfile>[0-9a-f]+))?(?: tool:(?<tool>\S+))?$/;

/** Undefined for a Description that we did not write: a version that somebody published by hand. */
export function parseProvenance(text: string | undefined): Provenance | undefined {
  const groups = pattern.exec(text ?? '')?.groups;
  if (groups === undefined) return undefined;
  const { time, takes, lockfile, tool, ...parts } = groups;
  return {
    ...(parts as unknown as Provenance),
    ...(time !== undefined && { committedAt: Number.parseInt(time, 36) }),
    ...(takes !== undefined && { callbackParameters: Number(takes) }),
    ...(lockfile !== undefined && { lockfile }),
    ...(tool !== undefined && { tool }),
  };
}

/**
 * A short fingerprint of a description (FNV-1a, eight hex digits), so that a change of it is seen
 * although the version's own Description holds the provenance.
 */
export function descriptionHash(description: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(description)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

/** `3f2a91c4d5e6-dirty`: what people read of a commit. */
export const shortCommit = (commit: string): string =>
  commit.replace(/^([0-9a-f]{12})[0-9a-f]+/, '$1');
