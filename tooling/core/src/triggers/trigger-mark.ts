import { fingerprint } from '../fingerprint.ts';
import type { HttpApiConfig } from '../config/http-api-config.ts';
import type { Trigger, TriggerType } from '../config/triggers-config.ts';
import { memoryTagKeys } from '../ownership.ts';

/** The triggers that a function shall have. */
export interface WantedTriggers {
  readonly triggers: readonly Trigger[];
  /** Of the service's HTTP API in the stage; absent where no trigger is a route of it. */
  readonly httpApi?: HttpApiConfig | undefined;
  /** Of the role that schedules call the function by; absent where there is no schedule. */
  readonly role?:
    { readonly path: string; readonly permissionsBoundary?: string | null | undefined } | undefined;
}

/**
 * What a tag remembers of the triggers that were applied last: a fingerprint, and their types. Reading
 * all of them again at each run would cost requests to as many services, for nothing. While they are
 * being applied the tag has `applying` in the place of the fingerprint: `9f86d081884c7d65 bucket schedule`.
 */
export interface TriggerMark {
  readonly fingerprint: string;
  readonly types: readonly TriggerType[];
}

type Tags = Readonly<Record<string, string>>;

/** Undefined where none was ever applied. */
export function readTriggerMark(tags: Tags): TriggerMark | undefined {
  const text = tags[memoryTagKeys.triggers];
  if (text === undefined) return undefined;
  const [hash = '', ...types] = text.split(' ');
  return { fingerprint: hash, types: types as TriggerType[] };
}

const typesOf = (triggers: readonly Trigger[]) => [...new Set(triggers.map(({ type }) => type))];

/** The tag once all is applied; undefined where there is nothing to remember. */
export function triggerMarkOf(wanted: WantedTriggers): string | undefined {
  if (wanted.triggers.length === 0) return undefined;
  return [fingerprint(wanted), ...typesOf(wanted.triggers).sort()].join(' ');
}

/** The tag while they are applied: whoever comes next has to look at all of these types. */
export function applyingMark(tags: Tags, wanted: WantedTriggers): string {
  const types = [...(readTriggerMark(tags)?.types ?? []), ...typesOf(wanted.triggers)];
  return ['applying', ...new Set(types.sort())].join(' ');
}

/** Whether what was applied last is what is wanted. */
export const areTriggersApplied = (tags: Tags, wanted: WantedTriggers): boolean =>
  tags[memoryTagKeys.triggers] === triggerMarkOf(wanted);

/** All types that a function may have triggers of. */
export const triggerTypesOf = (tags: Tags, wanted: WantedTriggers): readonly TriggerType[] => [
  ...new Set([...(readTriggerMark(tags)?.types ?? []), ...typesOf(wanted.triggers)]),
];
