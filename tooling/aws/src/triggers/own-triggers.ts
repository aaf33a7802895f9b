import {
  compareTriggers,
  placeOf,
  triggerTypesOf,
  type Ownership,
  type TriggerState,
  type WantedTriggers,
} from '@tooling/core';
import type { AwsClients } from '../clients.ts';
import { findTriggers, type KindOfTriggers } from './find-triggers.ts';
import { createPolicyStatements } from './policy-statements.ts';
import { contextOf, type TriggerContext } from './trigger-context.ts';

/** A function whose triggers are looked for. */
export interface TriggerHolder {
  readonly functionName: string;
  readonly ownership: Ownership;
  /** With or without a qualifier. */
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What is declared; left out, where nobody declares anything any more. */
  readonly wanted?: WantedTriggers | undefined;
}

/** The triggers that we made for a function. */
export interface OwnTriggers {
  readonly context: TriggerContext;
  readonly kinds: readonly KindOfTriggers[];
  readonly triggers: readonly TriggerState[];
}

const none: WantedTriggers = { triggers: [] };

/** Finds what we made, by the types that a tag of the function remembers: no request where there are none. */
export async function findOwnTriggers(
  clients: AwsClients,
  { functionName, ownership, arn, tags, wanted = none }: TriggerHolder,
): Promise<OwnTriggers> {
  const owner = { functionName, ownership, place: placeOf(arn), role: wanted.role };
  const context = contextOf(clients, owner, createPolicyStatements(clients, functionName));
  const kinds = await findTriggers(context, triggerTypesOf(tags, wanted), wanted);
  const triggers = kinds.flatMap(({ found }) => found.map(({ state }) => state));
  return { context, kinds, triggers };
}

/** Removes all of them, those first that need others. */
export async function removeOwnTriggers({ context, kinds, triggers }: OwnTriggers): Promise<void> {
  for (const change of compareTriggers(triggers, [])) {
    if (change.action !== 'remove') continue;
    const { type, id } = change.live;
    for (const of of kinds) {
      const found = of.type === type ? of.found.find(({ state }) => state.id === id) : undefined;
      if (found !== undefined) await of.kind.remove(context, found);
    }
  }
  for (const { kind } of kinds) await kind.tidy?.(context, []);
}
