/** How `live` came to name what it names. Stands in the alias's Description, so AWS remembers it. */
export interface AliasMove {
  /** What it named before; undefined when it was made. */
  readonly previousVersion?: string | undefined;
  /** ISO 8601, of the clock of whoever moved it. */
  readonly at: string;
  /** What it was moved to: while it names another version, somebody moved it by hand. */
  readonly version?: string | undefined;
}

/**
 * @example
 * formatAliasMove({ previousVersion: '6', at: '2026-11-23T06:41:12.000Z', version: '7' });
 * // → 'previous:6 at:2026-11-23T06:41:12.000Z version:7'
 */
export function formatAliasMove({ previousVersion, at, version }: AliasMove): string {
  const text = `previous:${previousVersion ?? 'none'} at:${at}`;
  return version === undefined ? text : `${text} version:${version}`;
}

const pattern =
  /^previous:(?<previous>\d+|none) at:(?<at>\d{4}-\d\d-\d\dT\S+)(?: version:(?<version>\d+))?$/;

/** Undefined for a Description that we did not write: somebody moved the alias by hand. */
export function parseAliasMove(description: string | undefined): AliasMove | undefined {
  const { previous, at, version } = pattern.exec(description ?? '')?.groups ?? {};
  if (previous === undefined || at === undefined) return undefined;
  return {
    previousVersion: previous === 'none' ? undefined : previous,
    at,
    ...(version !== undefined && { version }),
  };
}
