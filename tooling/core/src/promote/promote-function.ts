import type { ArtifactManifest } from '../artifact-manifest.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { UserError } from '../errors/user-error.ts';
import { userErrorOf } from '../errors/user-error-of.ts';
import type { FunctionState, LiveFunction } from '../live-function.ts';
import { isOwnedBy } from '../ownership.ts';
import type { BuiltCandidate } from '../plan/plan-function.ts';
import { isUntouchedBuild } from '../plan/same-build.ts';
import type { Provenance } from '../provenance.ts';
import type { WantedFunction } from '../wanted-function.ts';

/** One lambda in two stages. */
export interface PromotionCandidate {
  /** What it shall be where it came from: only for its name and its owner. */
  readonly source: WantedFunction;
  readonly sourceState: FunctionState;
  /** What it shall be where it goes to, as the working tree configures it. */
  readonly wanted: WantedFunction;
  readonly state: FunctionState;
  readonly unpin: boolean;
}

/** What is known of a function that is promoted, as if it had been built. */
export interface Promotion {
  readonly candidate: BuiltCandidate;
  /** Of the version that is promoted; absent when there is none that can be. */
  readonly from?: PromotedVersion | undefined;
}

/** The published version whose code is taken. */
export interface PromotedVersion {
  readonly functionName: string;
  readonly version: string;
  /** Base64 SHA-256 of its zip. */
  readonly digest: string;
  readonly provenance: Provenance;
}

/**
 * Takes what is live in one stage for what was built for another: the very same zip, with the
 * configuration of the stage that it goes to. Commit, sources and package version stay what they were.
 * What cannot be taken is a failure of the candidate, which blocks it.
 */
export function promoteFunction(candidate: PromotionCandidate): Promotion {
  const { wanted, state, unpin } = candidate;
  try {
    const { live, provenance } = checkSource(candidate);
    const { functionName, version, codeSha256: digest } = live;
    return {
      candidate: {
        wanted: {
          ...wanted,
          packageVersion: provenance.packageVersion,
          settings: { ...wanted.settings, handler: live.settings.handler },
        },
        graphHash: provenance.graphHash,
        state,
        unpin,
        artifact: manifestOf(live, provenance),
      },
      from: { functionName, version, digest, provenance },
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { candidate: { wanted, graphHash: '', state, unpin, failure: describeFailure(error) } };
  }
}

/** What a plan needs to know of a zip; what it consists of is told where it was built. */
function manifestOf(
  live: LiveFunction,
  { code, callbackParameters, tool = 'unknown' }: Provenance,
): ArtifactManifest {
  const { handler } = live.settings;
  return {
    manifestVersion: 1,
    digest: live.codeSha256,
    codeDigest: code,
    zipBytes: live.codeBytes,
    unzippedBytes: live.codeBytes,
    handler,
    format: handler.startsWith('index.mjs') ? 'esm' : 'cjs',
    files: [],
    inputs: [],
    esbuildVersion: 'unknown',
    toolVersion: tool,
    handlerParameters: callbackParameters,
  };
}

/** @throws UserError FUNCTION_NOT_LIVE, FUNCTION_NOT_OURS, VERSION_UNUSABLE */
function checkSource({ source, sourceState, wanted }: PromotionCandidate) {
  const { functionName, ownership } = source;
  const subject = functionName;
  const place = `stage ${ownership.stage}`;
  if (sourceState.kind === 'unreadable') throw userErrorOf(sourceState.failure);
  if (sourceState.kind !== 'live') {
    throw new UserError('FUNCTION_NOT_LIVE', `${functionName} is not live in ${place}`, {
      subject,
    });
  }
  const { live } = sourceState;
  if (!isOwnedBy(live.attributes.tags, ownership)) {
    const message = `the function ${functionName} of ${place} was not made by ${source.directory} of ${ownership.service}`;
    throw new UserError('FUNCTION_NOT_OURS', message, { subject });
  }
  const { provenance } = live;
  const problem = problemOf(live, wanted);
  if (problem === undefined && provenance !== undefined) return { live, provenance };
  throw new UserError(
    'VERSION_UNUSABLE',
    `${functionName}: version ${live.version} of ${place} ${problem ?? 'was published by hand'}`,
    { subject, hint: `deploy ${source.lambda} there, and promote it then` },
  );
}

function problemOf(live: LiveFunction, wanted: WantedFunction): string | undefined {
  const { settings, switching } = live;
  if (settings.image !== undefined) {
    return 'is a container image, which the configuration names for each stage';
  }
  if (!isUntouchedBuild(live)) return 'was published by hand, and says not of which commit';
  if (switching !== undefined) return `has to share its traffic with version ${switching.version}`;
  if (settings.architecture !== wanted.settings.architecture) {
    return `was built for ${settings.architecture}, and ${wanted.functionName} shall run on ${wanted.settings.architecture}`;
  }
  return undefined;
}
