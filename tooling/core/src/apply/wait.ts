/**
 * Why a run waited. `quota`: to stay below the requests a second that AWS allows. `throttled`: AWS
 * refused requests all the same, because others use the account too. `retry`: an answer was lost, or
 * AWS failed inside. `role`: a new role had not reached Lambda yet. `update`: Lambda was still taking
 * over what was written. `others`: somebody else was changing the same functions.
 */
export type WaitReason = 'quota' | 'throttled' | 'retry' | 'role' | 'update' | 'others';

/** How long a run waited for one thing. Written as JSON in a report. */
export interface Wait {
  readonly reason: WaitReason;
  /** Whose quota: `GetFunction`, `GetPolicy`, `Lambda` (all else of its control plane) or a service. */
  readonly quota?: string | undefined;
  /** Of the clock, while at least one function waited for this: not added up over functions. */
  readonly milliseconds: number;
  /** How often: requests that were held back, refusals, repetitions, or updates that were awaited. */
  readonly times: number;
}
