import type { FunctionSettings } from '../settings/function-settings.ts';
import type {
  CodeReference,
  FunctionDocument,
  Moment,
  Snapshot,
  VersionDocument,
} from './function-document.ts';
import { servingSnapshot } from './settle-function.ts';

export interface NewFunction {
  readonly name: string;
  readonly settings: FunctionSettings;
  readonly code: CodeReference;
  readonly tags: Readonly<Record<string, string>>;
  /** The last version number of a function of that name that was deleted, or 0. */
  readonly lastVersion: number;
  readonly codeSigningConfigArn?: string | undefined;
}

/** A function that was just accepted: Pending until the settle time is over. */
export function createFunction(given: NewFunction, moment: Moment): FunctionDocument {
  const { name, settings, code, tags, lastVersion, codeSigningConfigArn } = given;
  return {
    name,
    latest: {
      settings,
      code,
      executionRevision: moment.newId(),
      lastModifiedMs: moment.nowMs,
      revisionId: moment.newId(),
      transition: {
        kind: 'creating',
        settlesAtMs: moment.nowMs + moment.settleMs,
        settledRevisionId: moment.newId(),
      },
    },
    versions: {},
    lastVersion,
    aliases: {},
    policies: {},
    tags,
    usedAtMs: moment.nowMs,
    ...(codeSigningConfigArn !== undefined && { codeSigningConfigArn }),
  };
}

/**
 * Replaces code or settings of `$LATEST`, which is InProgress until the settle time is over.
 *
 * An update that changes nothing is an update all the same: a new revision, InProgress again.
 */
export function updateLatest(
  document: FunctionDocument,
  change: { readonly settings?: FunctionSettings; readonly code?: CodeReference },
  moment: Moment,
): FunctionDocument {
  const { settings, code, executionRevision, lastModifiedMs } = servingSnapshot(document.latest);
  const previous: Snapshot = { settings, code, executionRevision, lastModifiedMs };
  const latest: VersionDocument = {
    settings: change.settings ?? document.latest.settings,
    code: change.code ?? document.latest.code,
    executionRevision: moment.newId(),
    lastModifiedMs: moment.nowMs,
    revisionId: moment.newId(),
    transition: {
      kind: 'updating',
      settlesAtMs: moment.nowMs + moment.settleMs,
      settledRevisionId: moment.newId(),
      previous,
    },
  };
  return { ...document, latest, usedAtMs: moment.nowMs };
}

/** What the first invocation of an idle function does: everything of it is Pending for a while. */
export function restoreFunction(document: FunctionDocument, moment: Moment): FunctionDocument {
  const { transition: _finished, ...latest } = document.latest;
  return {
    ...document,
    latest: {
      ...latest,
      transition: {
        kind: 'restoring',
        settlesAtMs: moment.nowMs + moment.settleMs,
        settledRevisionId: latest.revisionId,
      },
    },
    usedAtMs: moment.nowMs,
  };
}

/** Tags are of the function, and yet they give `$LATEST` a new revision. */
export function changeTags(
  document: FunctionDocument,
  tags: Readonly<Record<string, string>>,
  moment: Moment,
): FunctionDocument {
  return { ...document, tags, latest: { ...document.latest, revisionId: moment.newId() } };
}

/** @param reserved undefined takes the reservation away. */
export function changeConcurrency(
  document: FunctionDocument,
  reserved: number | undefined,
): FunctionDocument {
  const { reservedConcurrency: _before, ...rest } = document;
  return reserved === undefined ? rest : { ...rest, reservedConcurrency: reserved };
}
