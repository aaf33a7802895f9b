import type { FunctionDocument, Snapshot, VersionDocument } from './function-document.ts';

/**
 * The function as it is at a time: every transition whose time has come is finished.
 *
 * The clock alone decides. A function that was being updated when the local AWS was killed is
 * updated when it starts again.
 */
export function settleFunction(document: FunctionDocument, nowMs: number): FunctionDocument {
  const latest = settleVersion(document.latest, nowMs);
  const settled = Object.entries(document.versions).map(
    ([number, version]) => [number, settleVersion(version, nowMs)] as const,
  );
  const changed =
    latest !== document.latest ||
    settled.some(([number, version]) => version !== document.versions[number]);
  return changed ? { ...document, latest, versions: Object.fromEntries(settled) } : document;
}

function settleVersion<Version extends VersionDocument>(version: Version, nowMs: number): Version {
  const { transition, ...rest } = version;
  if (transition === undefined || nowMs < transition.settlesAtMs) return version;
  // The rest of a version without its optional transition is a version.
  return { ...rest, revisionId: transition.settledRevisionId } as unknown as Version;
}

/** What an invocation of this version runs: until an update has succeeded, what ran before it. */
export function servingSnapshot(version: VersionDocument): Snapshot {
  return version.transition?.previous ?? version.failure?.previous ?? version;
}
