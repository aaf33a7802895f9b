import type { LocalEvent, LocalEvents } from '@tooling/core/local-api';
import type { LocalEndpoints } from '../../gateway/answer-local.ts';
import { cutText } from '../../gateway/cut-text.ts';
import type { BusEvent } from './bus-event.ts';
import type { RuleDocument } from './events-documents.ts';

/** What was put on buses last: some 10 MB at most, since of long events only the beginning. */
export interface EventLog {
  add(bus: string, event: BusEvent, rules: readonly RuleDocument[]): void;
  /** The newest first. */
  list(): readonly LocalEvent[];
  clear(): void;
}

const mostEvents = 300;

export function createEventLog(now: () => Date): EventLog {
  const events: LocalEvent[] = [];
  return {
    add(bus, event, rules) {
      events.push({
        id: event.id,
        bus,
        at: now().toISOString(),
        source: event.source,
        detailType: event['detail-type'],
        ...cutText(JSON.stringify(event)),
        rules: rules.map(({ name, targets }) => ({
          name,
          targets: targets.map(({ Arn = '' }) => Arn),
        })),
      });
      if (events.length > mostEvents) events.shift();
    },
    list: () => events.toReversed(),
    clear() {
      events.length = 0;
    },
  };
}

/** `GET /_local/events`. */
export const eventEndpoints = (open: () => Promise<EventLog>): LocalEndpoints => ({
  'GET /_local/events': async (): Promise<LocalEvents> => ({ events: (await open()).list() }),
});
