import {
  areTriggersApplied,
  placeOf,
  type Candidate,
  type FunctionStore,
  type TriggerPlace,
  type TriggerQuery,
} from '@tooling/core';

export interface TriggerReading {
  readonly store: FunctionStore;
  /** Where functions are that are not there yet. */
  readonly place: TriggerPlace;
  /** Reads those of all functions, whatever their tags remember. */
  readonly verify: boolean;
}

/**
 * Adds to candidates what they have of triggers, where a tag does not say that they are as they are
 * wanted. Most runs read none.
 */
export async function withTriggers<One extends Candidate>(
  candidates: readonly One[],
  { store, place, verify }: TriggerReading,
): Promise<readonly One[]> {
  const asked = candidates.flatMap((candidate) => {
    const query = queryOf(candidate, { place, verify });
    return query === undefined ? [] : [{ candidate, query }];
  });
  const facts = await store.readTriggers(asked.map(({ query }) => query));
  const read = new Map(asked.map(({ candidate }, index) => [candidate, facts[index]]));
  return candidates.map((candidate): One => {
    const found = read.get(candidate);
    if (found === undefined) return candidate;
    const { state } = candidate;
    return {
      ...candidate,
      triggerProblems: found.problems,
      ...(state.kind === 'live' && {
        state: { ...state, live: { ...state.live, triggers: found.triggers } },
      }),
    };
  });
}

function queryOf(
  { wanted, state }: Candidate,
  { place, verify }: Pick<TriggerReading, 'place' | 'verify'>,
): TriggerQuery | undefined {
  const { functionName, ownership, triggers, settings } = wanted;
  const query = { functionName, ownership, wanted: triggers, timeout: settings.timeout };
  switch (state.kind) {
    case 'unreadable':
      return undefined;
    case 'absent':
      return triggers.triggers.length === 0 ? undefined : { ...query, place };
    case 'unreleased':
      return triggers.triggers.length === 0 ? undefined : { ...query, place, tags: state.tags };
    case 'live': {
      const { functionArn, attributes } = state.live;
      const { tags } = attributes;
      const isKnown = areTriggersApplied(tags, triggers) && !verify;
      return isKnown ? undefined : { ...query, place: placeOf(functionArn), tags };
    }
  }
}
