import type { FunctionAlias, FunctionHistory } from '../apply/version-store.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { UserError } from '../errors/user-error.ts';
import { isOwnedBy, type Ownership } from '../ownership.ts';
import { pinOf, type Pin } from '../pin.ts';
import { switchingVersionOf } from '../switching.ts';
import { chooseTarget, type RollbackTarget } from './choose-target.ts';
import { findVersion, isFirstLive, liveAliasOf, moveOf, newestServing } from './live-alias.ts';
import type { FunctionRollback, VersionNote } from './rollback-plan.ts';

/** A function that may be rolled back. */
export interface RollbackCandidate {
  readonly functionName: string;
  readonly ownership: Ownership;
  /** Undefined when there is no such function. */
  readonly history: FunctionHistory | undefined;
}

/** Decides what a rollback does to one function: pure, from what AWS knows of its past. */
export function planRollback(
  candidate: RollbackCandidate,
  target: RollbackTarget,
): FunctionRollback {
  const { functionName, ownership, history } = candidate;
  try {
    return decide(candidate, target);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const liveVersion = history && liveAliasOf(history)?.version;
    const { lambda } = ownership;
    return {
      action: 'blocked',
      lambda,
      functionName,
      failure: describeFailure(error),
      liveVersion,
    };
  }
}

function decide(candidate: RollbackCandidate, target: RollbackTarget): FunctionRollback {
  const { functionName, ownership } = candidate;
  const history = checkOwned(candidate);
  const live = checkLive(history);
  const base = { lambda: ownership.lambda, functionName };
  const pinBefore = standingPinOf(history, live);
  if (target.kind === 'previous' && pinBefore !== undefined && isRolledBack(live, pinBefore)) {
    const reason = `rolled back from version ${pinBefore.version} already: --to goes further back`;
    return { ...base, action: 'none', reason, liveVersion: live.version };
  }
  if (target.kind === 'previous' && target.leavesNew === true && isFirstLive(history, live)) {
    const reason = 'was new in that deploy: stays';
    return { ...base, action: 'none', reason, liveVersion: live.version };
  }
  const { version: to, reason } = chooseTarget(history, live, target);
  const { additionalVersionWeights } = live;
  if (to.version === live.version && additionalVersionWeights === undefined) {
    return { ...base, action: 'none', reason: 'is live already', liveVersion: live.version };
  }
  const from = newestServing(live);
  const switchingVersion = switchingVersionOf(history.tags);
  const pin = choosePin(history, { from, to: to.version }, pinBefore);
  return {
    ...base,
    action: 'move',
    from: noteOf(history, from),
    to: noteOf(history, to.version),
    reason,
    ...(pin !== undefined && { pin }),
    ...(pinBefore !== undefined && { pinBefore }),
    ...(additionalVersionWeights !== undefined && { additionalVersionWeights }),
    ...(switchingVersion !== undefined && { switchingVersion }),
  };
}

/** @throws UserError FUNCTION_NOT_LIVE, FUNCTION_NOT_OURS */
function checkOwned({ functionName, ownership, history }: RollbackCandidate): FunctionHistory {
  if (history === undefined) {
    throw new UserError('FUNCTION_NOT_LIVE', `there is no function ${functionName}`, {
      subject: functionName,
    });
  }
  if (isOwnedBy(history.tags, ownership)) return history;
  throw new UserError(
    'FUNCTION_NOT_OURS',
    `the function ${functionName} was not made by lambdas/${ownership.lambda} of ${ownership.service}`,
    { subject: functionName },
  );
}

/** @throws UserError FUNCTION_NOT_LIVE */
function checkLive(history: FunctionHistory): FunctionAlias {
  const live = liveAliasOf(history);
  if (live !== undefined) return live;
  const { functionName } = history;
  throw new UserError('FUNCTION_NOT_LIVE', `${functionName} was never live`, {
    subject: functionName,
  });
}

/** A pin that something newer was deployed over is left from an interrupted deploy, and says nothing. */
function standingPinOf({ tags }: FunctionHistory, { version }: FunctionAlias): Pin | undefined {
  const pin = pinOf(tags);
  return pin !== undefined && Number(version) > Number(pin.version) ? undefined : pin;
}

/** Whether the rollback that set the pin has moved `live` as well: then there is nothing left of it. */
function isRolledBack(live: FunctionAlias, pin: Pin): boolean {
  if (newestServing(live) === pin.version) return false;
  return (
    Number(live.version) < Number(pin.version) || moveOf(live)?.previousVersion === pin.version
  );
}

/**
 * What must not be deployed again: what served until now. When that was rolled back to itself, the
 * older pin stays, since it is on what the repository would deploy. Nothing, where it goes forward, to
 * what was pinned or past it: a pin on what serves, or on what is older, keeps nothing back.
 */
function choosePin(
  history: FunctionHistory,
  { from, to }: { readonly from: string; readonly to: string },
  before: Pin | undefined,
): Pin | undefined {
  const isStanding = before !== undefined && Number(before.version) > Number(from);
  const pin = isStanding
    ? before
    : { version: from, digest: findVersion(history, from)?.codeSha256 ?? '' };
  return Number(pin.version) > Number(to) ? pin : undefined;
}

function noteOf(history: FunctionHistory, version: string): VersionNote {
  const { publishedAt, provenance } = findVersion(history, version) ?? {};
  const { commit, packageVersion } = provenance ?? {};
  return { version, publishedAt, commit, packageVersion };
}
