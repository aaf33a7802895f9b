import { removeQualifier } from './remove-qualifier.ts';
import type { FunctionDocument, Moment, PublishedVersion } from './function-document.ts';
import { own } from './own.ts';

export interface Publication {
  readonly document: FunctionDocument;
  /** The number of the new version, or of the last one when there was nothing new to publish. */
  readonly number: string;
}

/**
 * Freezes `$LATEST` as the next version, unless it was not updated since the last one: then there
 * is nothing to publish, and the description that was asked for is ignored. As on AWS, an update
 * counts that came with the same code or values.
 *
 * A version that is published with a creation or an update is Pending for as long as they take.
 */
export function publishVersion(
  document: FunctionDocument,
  description: string | undefined,
  moment: Moment,
): Publication {
  const { latest } = document;
  const publishedFrom = latest.executionRevision;
  const lastNumber = String(document.lastVersion);
  if (own(document.versions, lastNumber)?.publishedFrom === publishedFrom) {
    return { document, number: lastNumber };
  }
  const number = String(document.lastVersion + 1);
  const { transition, ...rest } = latest;
  const version: PublishedVersion = {
    ...rest,
    settings: { ...latest.settings, description: description ?? latest.settings.description },
    executionRevision: moment.newId(),
    revisionId: moment.newId(),
    publishedFrom,
    ...(transition !== undefined && {
      transition: {
        kind: 'creating',
        settlesAtMs: transition.settlesAtMs,
        settledRevisionId: moment.newId(),
      },
    }),
  };
  return {
    number,
    document: {
      ...document,
      latest: { ...latest, revisionId: moment.newId() },
      versions: { ...document.versions, [number]: version },
      lastVersion: document.lastVersion + 1,
    },
  };
}

/** Its number stays used. Whether an alias still names it is for the caller to ask. */
export function removeVersion(document: FunctionDocument, number: string): FunctionDocument {
  const { [number]: _version, ...versions } = document.versions;
  return removeQualifier({ ...document, versions }, number);
}

/** The names of the aliases that send invocations to a version, sorted. */
export function aliasesOf(document: FunctionDocument, number: string): readonly string[] {
  return Object.entries(document.aliases)
    .filter(([, alias]) => alias.version === number || own(alias.weights, number) !== undefined)
    .map(([name]) => name)
    .sort();
}
