/** A change that was accepted and is not finished: the clock alone finishes it. */
interface MappingTransition {
  readonly state: 'Creating' | 'Enabling' | 'Disabling' | 'Updating' | 'Deleting';
  readonly settlesAtMs: number;
}

/** An event source mapping: messages of a queue go to a function. */
export interface MappingDocument {
  readonly uuid: string;
  readonly eventSourceArn: string;
  readonly functionName: string;
  /** As it was given: a version, an alias or nothing. */
  readonly qualifier?: string | undefined;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Patterns, as texts. */
  readonly filters: readonly string[];
  readonly responseTypes: readonly string[];
  readonly maximumConcurrency?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly lastModifiedMs: number;
  readonly transition?: MappingTransition | undefined;
}

/** The mapping as it is at a time; undefined when its deletion is over. */
export function settleMapping(
  mapping: MappingDocument,
  nowMs: number,
): MappingDocument | undefined {
  const { transition, ...rest } = mapping;
  if (transition === undefined || nowMs < transition.settlesAtMs) return mapping;
  return transition.state === 'Deleting' ? undefined : rest;
}

export const mappingArn = (
  { region, accountId }: { readonly region: string; readonly accountId: string },
  uuid: string,
) => `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;
