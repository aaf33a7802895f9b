import type { LogGroupDocument, PlacedEvent } from './logs-documents.ts';

const dayMs = 86_400_000;

/** Whether an event is still within its group's retention; without one, events never expire. */
export function isKept(
  { retentionInDays }: LogGroupDocument,
  now: Date,
): (event: PlacedEvent) => boolean {
  if (retentionInDays === undefined) return () => true;
  const oldest = now.getTime() - retentionInDays * dayMs;
  return ({ timestamp }) => timestamp >= oldest;
}
