import type { FunctionDocument, VersionDocument } from './function-document.ts';
import { servingSnapshot } from './settle-function.ts';

/**
 * Lets the change end Failed that made `document` of `before`, or made it at all, and the version
 * with it that was published in the same request.
 */
export function failLatest(
  document: FunctionDocument,
  before: FunctionDocument | undefined,
  reasonCode: string,
): FunctionDocument {
  const failed = <Version extends VersionDocument>(version: Version, isNew: boolean): Version => ({
    ...version,
    failure: {
      reasonCode,
      ...(!isNew && before !== undefined && { previous: snapshotOf(before.latest) }),
    },
  });
  const versions = Object.entries(document.versions).map(
    ([number, version]) =>
      [number, before?.versions[number] === undefined ? failed(version, true) : version] as const,
  );
  return {
    ...document,
    latest: failed(document.latest, before === undefined),
    versions: Object.fromEntries(versions),
  };
}

function snapshotOf(version: VersionDocument) {
  const { settings, code, executionRevision, lastModifiedMs } = servingSnapshot(version);
  return { settings, code, executionRevision, lastModifiedMs };
}
