import { lambdaLimits } from '../limits.ts';
import type { Candidate } from '../plan/candidate.ts';
import type { AccountRoom } from './account-room.ts';
import type { Preflight } from './preflight.ts';

/** How much of an account's concurrency the functions of a deploy would take, all together. */
export interface Reservation extends Pick<AccountRoom, 'unreservedConcurrency'> {
  /** What they would reserve more than they have, those that give some back counted. */
  readonly asked: number;
}

/** How much more than today a function would reserve; below 0 where it gives some back. */
export function reservedMore({ wanted, state }: Pick<Candidate, 'wanted' | 'state'>): number {
  const { reservedConcurrency: reserved } = wanted.attributes;
  if (reserved === undefined) return 0;
  const live = state.kind === 'live' ? state.live.attributes.reservedConcurrency : undefined;
  return (reserved ?? 0) - (live ?? 0);
}

/** AWS refuses it only when `live` has been moved: attributes come last. */
export function checkReservation({ wanted, state, context, place }: Preflight): readonly string[] {
  const { reservation, region } = context;
  if (reservation === undefined || reservedMore({ wanted, state }) <= 0) return [];
  const { unreservedConcurrency: unreserved, asked } = reservation;
  const kept = lambdaLimits.unreservedConcurrency;
  if (asked <= unreserved - kept) return [];
  const reserved = String(wanted.attributes.reservedConcurrency);
  return [
    `${place('reservedConcurrency')}: ${reserved} cannot be reserved: the account has ${unreserved} unreserved in ${region}, of which ${kept} must stay so, and this deploy would reserve ${asked} more: reserve less, or have AWS raise the account's concurrency`,
  ];
}
