import { moveProvisioned } from './change-provisioned.ts';
import { removeQualifier } from './remove-qualifier.ts';
import type { AliasDocument, FunctionDocument, Moment } from './function-document.ts';
import { own } from './own.ts';

export interface AliasChange {
  readonly version?: string | undefined;
  readonly description?: string | undefined;
  /** An empty record takes the weights away; undefined leaves them. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

/** Makes or changes an alias. It has a new revision even when nothing of it is different. */
export function putAlias(
  document: FunctionDocument,
  name: string,
  change: AliasChange,
  moment: Moment,
): FunctionDocument {
  const before = own(document.aliases, name);
  const alias = changeAlias(before, change, moment);
  const after = { ...document, aliases: { ...document.aliases, [name]: alias } };
  return alias.version === before?.version ? after : moveProvisioned(after, name, moment);
}

/** The alias that a change would make, for checks before it is made. */
export function changeAlias(
  before: AliasDocument | undefined,
  change: AliasChange,
  moment: Moment,
): AliasDocument {
  const weights = change.weights ?? before?.weights ?? {};
  return {
    version: change.version ?? before?.version ?? '$LATEST',
    description: change.description ?? before?.description ?? '',
    revisionId: moment.newId(),
    ...(Object.keys(weights).length > 0 && { weights }),
  };
}

/** What was configured for it goes with it. */
export function removeAlias(document: FunctionDocument, name: string): FunctionDocument {
  const { [name]: _alias, ...aliases } = document.aliases;
  return removeQualifier({ ...document, aliases }, name);
}

/**
 * The version that an invocation of the alias runs.
 *
 * @param chance From 0 (included) to 1 (excluded): the additional version has the first part of
 *   that range, as much as its weight.
 */
export function chooseVersion(alias: AliasDocument, chance: number): string {
  for (const [version, weight] of Object.entries(alias.weights ?? {})) {
    if (chance < weight) return version;
  }
  return alias.version;
}
