/** What this checkout knows of an alias `live` that it moved: a hint, which AWS itself verifies. */
export interface AliasHint {
  /** Which all the traffic goes to. */
  readonly version: string;
  readonly revisionId: string;
  readonly description?: string | undefined;
}

/**
 * Where hints are kept from run to run. One that is right spares a GetAlias; one that is wrong costs
 * a refused write, and none costs the GetAlias.
 */
export interface AliasMemory {
  recall(functionName: string): Promise<AliasHint | undefined>;
  /** Never fails: a hint that is not kept is none. */
  remember(functionName: string, hint: AliasHint): Promise<void>;
}

/** Knows nothing. */
export const noAliasMemory: AliasMemory = {
  recall: () => Promise.resolve(undefined),
  remember: () => Promise.resolve(),
};
