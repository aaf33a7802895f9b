import type { ArtifactManifest } from '../artifact-manifest.ts';
import { UserError } from '../errors/user-error.ts';
import type { Failure } from '../errors/failure.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { isRoleOf, type ExecutionRole } from '../execution-role.ts';
import type { FunctionState, LiveFunction } from '../live-function.ts';
import { isOwnedBy } from '../ownership.ts';
import { preflight } from '../preflight/preflight.ts';
import { partitionOf } from '../triggers/trigger-state.ts';
import { takesCallback } from '../preflight/check-runtime.ts';
import { descriptionHash, type Provenance } from '../provenance.ts';
import type { SwitchShare } from '../switching.ts';
import { checkAge, type Deploying } from './check-age.ts';
import type { Candidate } from './candidate.ts';
import { chooseSwitching, describeInterrupted } from './choose-switching.ts';
import {
  compareFrozen,
  compareLoose,
  describeNewTriggers,
  describePermissions,
} from './compare-function.ts';
import { describeChange } from './compare-settings.ts';
import { describeCode } from './describe-code.ts';
import { findBroad } from './find-broad.ts';
import { describeHandEdits, noteHandEdits } from './note-hand-edits.ts';
import { describePin, hasSpentPin, isPinnedArtifact, standingPin } from './pinned.ts';
import { planArtifact } from './plan-artifact.ts';
import type { Change, FunctionChange, FunctionPlan, UnchangedFunction } from './plan.ts';
import { imageProvenance, isMadeOf, runsSameCode } from './same-build.ts';

/** A candidate with what building it gave; no artifact when the first gate spared the build. */
export interface BuiltCandidate extends Candidate {
  readonly artifact?: ArtifactManifest | undefined;
  /** Why there is no artifact although it was to be built. */
  readonly failure?: Failure | undefined;
  /**
   * Source files of the bundle that differ from those of the live version, from the root of the
   * repository; undefined when nobody can tell.
   */
  readonly changedInputs?: readonly string[] | undefined;
}

function checkOwner(tags: Readonly<Record<string, string>>, { wanted }: Candidate): void {
  if (isOwnedBy(tags, wanted.ownership)) return;
  throw new UserError(
    'FUNCTION_NOT_OURS',
    `the function ${wanted.functionName} exists and was not made by ${wanted.directory} of ${wanted.ownership.service}`,
    { subject: wanted.functionName },
  );
}

/** AWS changes nobody's package type. */
function checkPackageType(live: LiveFunction, { wanted }: Candidate): void {
  const kind = (isImage: boolean) => (isImage ? 'a container image' : 'a zip');
  const isImage = wanted.settings.image !== undefined;
  if (isImage === (live.settings.image !== undefined)) return;
  throw new UserError(
    'PACKAGE_TYPE_FIXED',
    `${wanted.functionName} runs ${kind(!isImage)}, and ${wanted.directory} is ${kind(isImage)}`,
    { subject: wanted.functionName },
  );
}

function provenanceOf(
  { wanted, graphHash, state }: Candidate,
  artifact: ArtifactManifest | undefined,
  { commit, committedAt, lockfile }: Deploying,
): Provenance {
  return {
    commit,
    packageVersion: wanted.packageVersion,
    graphHash,
    artifact: artifact?.digest ?? imageProvenance,
    code: artifact?.codeDigest ?? imageProvenance,
    description: wanted.descriptionHash ?? keptDescription(state),
    ...(committedAt !== undefined && { committedAt }),
    ...callbackOf(artifact),
    ...(artifact && { ...(lockfile !== undefined && { lockfile }), tool: artifact.toolVersion }),
  };
}

/** What the last deploy knew of a text that nobody declares; publishing looks what it is. */
const keptDescription = (state: FunctionState): string =>
  (state.kind === 'live' ? state.live.provenance?.description : undefined) ?? descriptionHash('');

/** A promotion has no sources that could tell. */
function callbackOf(
  artifact: ArtifactManifest | undefined,
): Pick<Provenance, 'callbackParameters'> {
  const { handlerParameters: parameters = 0 } = artifact ?? {};
  return takesCallback(parameters) ? { callbackParameters: Math.min(parameters, 9) } : {};
}

type Decision = Pick<
  FunctionChange,
  'action' | 'reasons' | 'publishes' | 'changes' | 'liveVersion' | 'unpinnedVersion' | 'interrupted'
>;

function changeOf(
  candidate: BuiltCandidate,
  artifact: ArtifactManifest | undefined,
  deploying: Deploying,
  decision: Decision,
): FunctionChange {
  const { wanted, state } = candidate;
  const { switching, reasons } = chooseSwitching(wanted.switching, state, decision.changes);
  return {
    lambda: wanted.lambda,
    functionName: wanted.functionName,
    ...decision,
    reasons: [...decision.reasons, ...reasons],
    switching,
    smokeTests: wanted.smokeTests,
    ownership: wanted.ownership,
    ...(wanted.description !== undefined && { description: wanted.description }),
    ...(artifact && { artifact: planArtifact(wanted, artifact) }),
    settings: wanted.settings,
    attributes: wanted.attributes,
    triggers: wanted.triggers,
    executionRole: roleOf(candidate),
    provenance: provenanceOf(candidate, artifact, deploying),
  };
}

/** None where the function has, and may keep, the role of somebody else. */
function roleOf({ wanted: { executionRole }, state }: Candidate): ExecutionRole | undefined {
  if (executionRole === undefined || executionRole.isRequired) return executionRole;
  const isForeign = state.kind === 'live' && !isRoleOf(state.live.settings.role, executionRole);
  return isForeign ? undefined : executionRole;
}

/** Why nothing is done although the sources may have changed. */
function describeSameCode(
  live: LiveFunction,
  artifact: ArtifactManifest | undefined,
  { comparedWith = 'what is live' }: Deploying,
): string {
  if (artifact === undefined) return `image and configuration are those of ${comparedWith}`;
  if (live.codeSha256 !== artifact.digest) {
    return 'bundle is byte-identical but for line numbers in its source map: nothing to do';
  }
  return live.provenance === undefined
    ? 'bundle is byte-identical to what was published by hand: nothing to do'
    : 'bundle is byte-identical: nothing to do';
}

function unchanged(
  { wanted }: Candidate,
  live: LiveFunction,
  ...reasons: readonly string[]
): UnchangedFunction {
  return {
    action: 'none',
    lambda: wanted.lambda,
    functionName: wanted.functionName,
    reasons,
    liveVersion: live.version,
    ...(live.pin !== undefined && { pinnedVersion: live.pin.version }),
  };
}

function planLive(
  candidate: BuiltCandidate,
  live: LiveFunction,
  artifact: ArtifactManifest | undefined,
  deploying: Deploying,
): FunctionPlan {
  const { wanted } = candidate;
  checkOwner(live.attributes.tags, candidate);
  checkPackageType(live, candidate);
  // An image is compared with the settings: there are no bytes of it here.
  const isSameCode = artifact === undefined || runsSameCode(live, artifact);
  const frozen = noteHandEdits(compareFrozen(live, wanted), live, wanted);
  const loose = compareLoose(live, wanted);
  const publishes = !isSameCode || frozen.length > 0;
  const pin = standingPin(candidate);
  const holdsPin = publishes && pin !== undefined && isPinnedArtifact(pin, candidate, artifact);
  const isPinOver = hasSpentPin(candidate) || (publishes && !holdsPin);
  const unpinnedVersion = isPinOver ? live.pin?.version : undefined;
  const changes = holdsPin ? loose : [...frozen, ...loose];
  const code = isSameCode ? [] : [describeCode(live, candidate.changedInputs)];
  const isSettled = unpinnedVersion === undefined && live.switching === undefined;
  if (changes.length === 0 && isSettled && (isSameCode || holdsPin)) {
    return unchanged(
      candidate,
      live,
      holdsPin ? describePin(pin) : describeSameCode(live, artifact, deploying),
      ...describeHandEdits(live, []),
    );
  }
  checkAge(live, deploying);
  return changeOf(candidate, artifact, deploying, {
    action: 'update',
    reasons: [
      ...(holdsPin ? [] : code),
      ...changes.map(describeChange),
      ...describeHandEdits(live, changes),
      ...(holdsPin ? [describePin(pin)] : []),
      ...(unpinnedVersion === undefined ? [] : [`the pin on version ${unpinnedVersion} ends`]),
      ...describeInterrupted(live, { isWanted: !publishes || holdsPin }),
    ],
    publishes: publishes && !holdsPin,
    changes,
    interrupted: shareOf(live),
    liveVersion: live.version,
    ...(unpinnedVersion !== undefined && { unpinnedVersion }),
  });
}

/** How far a switch in steps has come. */
function shareOf({ switching }: LiveFunction): SwitchShare | undefined {
  return switching && { version: switching.version, percent: switching.percent };
}

/** What a role may do that is broad is said also where the role is new. */
function describeBroad({ wanted: { executionRole } }: Candidate): readonly Change[] {
  if (executionRole === undefined || findBroad(executionRole.permissions).length === 0) return [];
  return [describePermissions(executionRole)];
}

/** Whatever is there already under their names: applying them looks. */
function newTriggers({ wanted }: Candidate, { preflight: context }: Deploying): readonly Change[] {
  const { region = '', account = '' } = context ?? {};
  const { functionName, triggers } = wanted;
  return describeNewTriggers(triggers, {
    functionName,
    place: { partition: partitionOf(region), region, account },
  });
}

function block({ wanted, state }: Candidate, failure: Failure): FunctionPlan {
  return {
    action: 'blocked',
    lambda: wanted.lambda,
    functionName: wanted.functionName,
    reasons: [withoutName(wanted.functionName, failure.message)],
    failure,
    // What serves under somebody else's function is no version of ours.
    ...(state.kind === 'live' &&
      isOwnedBy(state.live.attributes.tags, wanted.ownership) && {
        liveVersion: state.live.version,
        ...(state.live.switching !== undefined && { switching: shareOf(state.live) }),
      }),
  };
}

/** A reason stands beside the name that a message begins with. */
const withoutName = (functionName: string, message: string): string =>
  message.startsWith(`${functionName}: `) ? message.slice(functionName.length + 2) : message;

function decide(candidate: BuiltCandidate, deploying: Deploying): FunctionPlan {
  const { wanted, state, artifact, failure } = candidate;
  if (failure !== undefined) return block(candidate, failure);
  if (state.kind === 'unreadable') return block(candidate, state.failure);
  if (artifact === undefined && wanted.settings.image === undefined) {
    // The first gate spares a build only for what is live and equal.
    if (state.kind !== 'live') throw new Error(`${wanted.lambda} was neither built nor is it live`);
    checkOwner(state.live.attributes.tags, candidate);
    const pin = isMadeOf(state.live, candidate) ? undefined : state.live.pin;
    const { comparedWith = 'what is live' } = deploying;
    const asLive = `sources and configuration are those of ${comparedWith}`;
    return unchanged(candidate, state.live, pin === undefined ? asLive : describePin(pin));
  }
  if (state.kind === 'live') return planLive(candidate, state.live, artifact, deploying);
  if (state.kind === 'unreleased') checkOwner(state.tags, candidate);
  const changes = [...describeBroad(candidate), ...newTriggers(candidate, deploying)];
  return changeOf(candidate, artifact, deploying, {
    action: 'create',
    reasons: [
      state.kind === 'absent' ? 'new function' : 'an earlier deploy stopped before it was live',
      ...changes.map(describeChange),
    ],
    publishes: true,
    changes,
  });
}

/**
 * The second gate: compares what was built with what serves traffic. What cannot be deployed is
 * blocked, with the reason: somebody else's function has the name, a newer commit is live, or the
 * build failed.
 */
export function planFunction(candidate: BuiltCandidate, deploying: Deploying): FunctionPlan {
  const planned = decideOrBlock(candidate, deploying);
  if (deploying.preflight === undefined) return planned;
  return preflight(planned, candidate, deploying.preflight);
}

function decideOrBlock(candidate: BuiltCandidate, deploying: Deploying): FunctionPlan {
  try {
    return decide(candidate, deploying);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return block(candidate, describeFailure(error));
  }
}
