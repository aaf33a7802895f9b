import type {
  FunctionConfiguration,
  LastUpdateStatusReasonCode,
  StateReasonCode,
} from '@aws-sdk/client-lambda';
import type { FunctionDocument, VersionDocument } from './function-document.ts';

/** The members of FunctionConfiguration that say in which state a version is. */
export type FunctionStates = Pick<
  FunctionConfiguration,
  | 'State'
  | 'StateReason'
  | 'StateReasonCode'
  | 'LastUpdateStatus'
  | 'LastUpdateStatusReason'
  | 'LastUpdateStatusReasonCode'
>;

/** AWS gives an update the reason of a creation, too. */
const creatingReason = 'The function is being created.';

/** @param idle Whether the function was idle for so long that its resources are gone. */
export function statesOf(version: VersionDocument, idle = false): FunctionStates {
  switch (version.transition?.kind) {
    case 'creating':
      return { State: 'Pending', StateReason: creatingReason, StateReasonCode: 'Creating' };
    case 'restoring':
      return {
        State: 'Pending',
        StateReason: 'The function is being restored.',
        StateReasonCode: 'Restoring',
        LastUpdateStatus: 'Successful',
      };
    case 'updating':
      return {
        State: 'Active',
        LastUpdateStatus: 'InProgress',
        LastUpdateStatusReason: creatingReason,
        // Recorded; the SDK's enum does not know it.
        LastUpdateStatusReasonCode: 'Creating' as LastUpdateStatusReasonCode,
      };
    case undefined:
      if (version.failure !== undefined) return failedStates(version.failure);
      return idle
        ? {
            State: 'Inactive',
            StateReason: 'The function is idle.',
            StateReasonCode: 'Idle',
            LastUpdateStatus: 'Successful',
          }
        : { State: 'Active', LastUpdateStatus: 'Successful' };
  }
}

/** Only faults make a change fail: AWS's own reasons are of many kinds. */
function failedStates({
  reasonCode,
  previous,
}: NonNullable<VersionDocument['failure']>): FunctionStates {
  const reason = `The local AWS was asked to let this fail: ${reasonCode}`;
  if (previous === undefined) {
    const StateReasonCode = reasonCode as StateReasonCode;
    return { State: 'Failed', StateReason: reason, StateReasonCode };
  }
  return {
    State: 'Active',
    LastUpdateStatus: 'Failed',
    LastUpdateStatusReason: reason,
    LastUpdateStatusReasonCode: reasonCode as LastUpdateStatusReasonCode,
  };
}

/** Whether nobody has used the function for the time after which Lambda takes its resources. */
export function isIdle(
  document: FunctionDocument,
  nowMs: number,
  inactiveAfterMs: number | undefined,
): boolean {
  return inactiveAfterMs !== undefined && nowMs - document.usedAtMs >= inactiveAfterMs;
}
