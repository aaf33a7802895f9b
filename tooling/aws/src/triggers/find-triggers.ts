import type { TriggerState, TriggerType, WantedTriggers } from '@tooling/core';
import type { TriggerContext } from './trigger-context.ts';
import type { DeclaredTrigger, FoundTrigger, TriggerKind } from './trigger-kind.ts';
import { triggerKinds } from './trigger-kinds.ts';

/** The triggers that we made for a function, with what writes and removes them. */
export interface KindOfTriggers {
  readonly type: TriggerState['type'];
  readonly kind: TriggerKind;
  readonly declared: readonly DeclaredTrigger[];
  readonly found: readonly FoundTrigger[];
}

/** What is declared of one type. The settings of an HTTP API are declared by each of its routes. */
const declaredOf = (
  type: TriggerState['type'],
  { triggers, httpApi }: WantedTriggers,
): readonly DeclaredTrigger[] => {
  if (type === 'api') return httpApi === undefined ? [] : [{ type, ...httpApi }];
  return triggers.filter((one) => one.type === type);
};

/** An API is there before its routes. */
const withApi = (types: readonly TriggerType[]): readonly TriggerState['type'][] =>
  types.includes('httpApi') ? ['api', ...types] : types;

/** Reads everything that we made of these types. */
export const findTriggers = (
  context: TriggerContext,
  types: readonly TriggerType[],
  wanted: WantedTriggers,
): Promise<readonly KindOfTriggers[]> =>
  Promise.all(
    withApi(types).map(async (type) => {
      const kind = await triggerKinds[type]();
      const declared = declaredOf(type, wanted);
      return { type, kind, declared, found: await kind.read(context, declared) };
    }),
  );

/** The same of a function that is not there yet. */
export const wantedKinds = (
  types: readonly TriggerType[],
  wanted: WantedTriggers,
): Promise<readonly KindOfTriggers[]> =>
  Promise.all(
    withApi(types).map(async (type) => ({
      type,
      kind: await triggerKinds[type](),
      declared: declaredOf(type, wanted),
      found: [],
    })),
  );
