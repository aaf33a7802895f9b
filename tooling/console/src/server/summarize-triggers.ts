import { describeTrigger, placeOf, routeAddress, type WantedFunction } from '@tooling/core';
import type { LocalFunction } from '@tooling/core/local-api';
import type { TriggerSummary } from '../api/console-api.ts';

/** Where things of the stage answer that functions have in common. */
export interface Addresses {
  /** Of the HTTP API; absent while there is none. */
  readonly apiEndpoint?: string | undefined;
}

/** What is declared to start a function, in a plan's words, with the addresses where it is deployed. */
export function summarizeTriggers(
  wanted: WantedFunction | undefined,
  { apiEndpoint }: Addresses,
  local: LocalFunction | undefined,
): readonly TriggerSummary[] {
  if (wanted === undefined) return [];
  const subject = { functionName: wanted.functionName, place: placeOf('') };
  return wanted.triggers.triggers.map((trigger): TriggerSummary => {
    const { type, title } = describeTrigger(trigger, subject);
    const words = title.startsWith(`${type} `) ? title.slice(type.length + 1) : title;
    if (trigger.type === 'functionUrl') return { type, title: words, url: local?.urls.live };
    if (trigger.type !== 'httpApi' || apiEndpoint === undefined || local === undefined) {
      return { type, title: words };
    }
    const url = routeAddress(apiEndpoint, trigger.route).replace(/^\S+ /, '');
    return { type, title: words, url };
  });
}
