import type { FunctionHistory, PublishedVersion } from '../apply/version-store.ts';
import { UserError } from '../errors/user-error.ts';
import { isOwnedBy, type Ownership } from '../ownership.ts';
import { pinOf } from '../pin.ts';
import { imageProvenance } from '../plan/same-build.ts';
import { shortCommit, type Provenance } from '../provenance.ts';
import { findVersion, liveAlias } from '../rollback/live-alias.ts';

/** A published version that can be built again from its commit. */
export interface VerifiedVersion {
  readonly functionName: string;
  readonly version: string;
  /** What AWS says of its zip. */
  readonly codeSha256: string;
  readonly provenance: Provenance;
  /** What else is to be known of it: that it is pinned, or shares the traffic. */
  readonly notes: readonly string[];
}

/**
 * The version that a qualifier names, if a commit says what is in it.
 *
 * @param qualifier - an alias or the number of a version
 * @throws UserError FUNCTION_NOT_OURS, FUNCTION_NOT_LIVE, VERSION_UNKNOWN, NOT_VERIFIABLE
 */
export function chooseVerified(
  history: FunctionHistory,
  ownership: Ownership,
  qualifier: string,
): VerifiedVersion {
  const { functionName } = history;
  const subject = functionName;
  if (!isOwnedBy(history.tags, ownership)) {
    const message = `the function ${functionName} was not made by lambdas/${ownership.lambda} of ${ownership.service}: no commit of this repository says what it is`;
    throw new UserError('FUNCTION_NOT_OURS', message, { subject });
  }
  const alias = history.aliases.find(({ name }) => name === qualifier);
  const version = findVersion(history, alias?.version ?? qualifier);
  if (version === undefined) throw noVersion(history, qualifier);
  const { provenance, codeSha256 } = version;
  const notes = [
    ...Object.entries(alias?.additionalVersionWeights ?? {}).map(
      ([other, share]) =>
        `${qualifier} sends ${Number((share * 100).toFixed(2))} % of its calls to version ${other}: verify it with --qualifier ${other}`,
    ),
    ...describePinned(history, version),
  ];
  return {
    functionName,
    version: version.version,
    codeSha256,
    provenance: checkRebuildable(functionName, version, provenance),
    notes,
  };
}

function noVersion({ functionName }: FunctionHistory, qualifier: string): UserError {
  const details = { subject: functionName };
  if (qualifier === liveAlias) {
    const message = `${functionName} has no alias live: nothing of it serves`;
    return new UserError('FUNCTION_NOT_LIVE', message, details);
  }
  const message = `${functionName} has no version or alias ${qualifier}`;
  return new UserError('VERSION_UNKNOWN', message, details);
}

/** After a rollback an older version serves: it is what is verified. */
function describePinned({ tags }: FunctionHistory, { version }: PublishedVersion) {
  const pin = pinOf(tags);
  if (pin === undefined) return [];
  return pin.version === version
    ? [`version ${version} is pinned: it was rolled back, and is not deployed again`]
    : [`version ${pin.version} was rolled back, and is pinned`];
}

/** @throws UserError NOT_VERIFIABLE */
function checkRebuildable(
  functionName: string,
  { version }: PublishedVersion,
  provenance: Provenance | undefined,
): Provenance {
  const refuse = (reason: string, hint?: string) =>
    new UserError('NOT_VERIFIABLE', `version ${version} of ${functionName} ${reason}`, {
      subject: functionName,
      ...(hint !== undefined && { hint }),
    });
  if (provenance === undefined) {
    throw refuse('was published by hand, and says not of which commit');
  }
  if (provenance.artifact === imageProvenance) {
    throw refuse(
      'is a container image, which is built elsewhere',
      'verify it where it is built: by its digest and the signature of its registry',
    );
  }
  const { commit } = provenance;
  if (commit === 'none') throw refuse('was deployed outside of git');
  if (commit.endsWith('-dirty')) {
    throw refuse(
      `was deployed from ${shortCommit(commit)}: the working tree had changes that no commit has`,
    );
  }
  return provenance;
}
