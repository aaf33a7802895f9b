import type { Collection, State } from '../../state/state.ts';
import type { BusDocument, RuleDocument, RuleReference } from './events-documents.ts';
import { noBus, noRule } from './events-errors.ts';

export interface EventsStore {
  /** By name; the default bus is here once something about it was changed. */
  readonly buses: Collection<BusDocument>;
  /** By `ruleKey`. */
  readonly rules: Collection<RuleDocument>;
}

export async function openEventsStore(state: State): Promise<EventsStore> {
  const [buses, rules] = await Promise.all([
    state.collection<BusDocument>('events/buses'),
    state.collection<RuleDocument>('events/rules'),
  ]);
  return { buses, rules };
}

export function findBus({ buses }: EventsStore, name: string): BusDocument | undefined {
  return buses.get(name) ?? (name === 'default' ? defaultBus : undefined);
}

const defaultBus: BusDocument = { name: 'default', statements: [], tags: {} };

export function requireBus(store: EventsStore, name: string): BusDocument {
  const bus = findBus(store, name);
  if (bus === undefined) throw noBus(name);
  return bus;
}

/** @throws AwsError also when there is no such bus */
export function requireRule(store: EventsStore, { name, busName }: RuleReference): RuleDocument {
  requireBus(store, busName);
  const rule = store.rules.get(ruleKey({ name, busName }));
  if (rule === undefined) throw noRule(name, busName);
  return rule;
}

/** Neither name has a vertical bar. */
export function ruleKey({ name, busName }: RuleReference): string {
  return `${busName}|${name}`;
}

/** Sorted by name. */
export function rulesOf({ rules }: EventsStore, busName: string): RuleDocument[] {
  return rules
    .list()
    .map(([, rule]) => rule)
    .filter((rule) => rule.busName === busName);
}
