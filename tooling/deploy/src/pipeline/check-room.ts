import {
  checkStorage,
  reservedMore,
  storedBytes,
  type AccountRoom,
  type Candidate,
  type DeployEvent,
  type FunctionPlan,
  type FunctionStore,
  type Reservation,
} from '@tooling/core';

/** Holds a run against what the account has room for. */
export interface RoomCheck {
  /** Undefined where nothing more is reserved, or AWS does not tell. */
  readReservation(candidates: readonly Candidate[]): Promise<Reservation | undefined>;
  /** Blocks a function whose code the account cannot keep, besides that of those before it. */
  checkStorage(planned: FunctionPlan): Promise<FunctionPlan>;
}

/** Asks AWS once, and only when something is to be done that takes room. */
export function createRoomCheck(
  store: FunctionStore,
  emit: (event: DeployEvent) => void,
): RoomCheck {
  let reading: Promise<AccountRoom | undefined> | undefined;
  const read = () =>
    (reading ??= store.readAccountRoom((failure) => {
      emit({ type: 'room-unknown', failure });
    }));
  let plannedBytes = 0;
  return {
    async readReservation(candidates) {
      const more = candidates.map(reservedMore);
      if (!more.some((one) => one > 0)) return undefined;
      const room = await read();
      if (room === undefined) return undefined;
      const { unreservedConcurrency } = room;
      return { unreservedConcurrency, asked: more.reduce((sum, one) => sum + one, 0) };
    },
    async checkStorage(planned) {
      if (storedBytes(planned) === 0) return planned;
      const room = await read();
      if (room === undefined) return planned;
      const checked = checkStorage(planned, { ...room, plannedBytes });
      plannedBytes += storedBytes(checked);
      return checked;
    },
  };
}
