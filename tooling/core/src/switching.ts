import type { SwitchingConfig } from './config/switching-config.ts';

/** All traffic at once. */
export interface AllAtOnce {
  readonly type: 'allAtOnce';
  /** Names of CloudWatch alarms that keep it from being switched. */
  readonly alarms: readonly string[];
}

/** Traffic in steps, while both versions serve. */
export interface SteppedSwitching {
  readonly type: 'linear' | 'canary';
  /** Of the traffic, 1 to 99, in each step. */
  readonly percent: number;
  readonly intervalSeconds: number;
  readonly alarms: readonly string[];
  /** Of the new version's invocations, 0 to 100. */
  readonly maxErrorPercent: number;
}

/** How `live` goes over to a new version, with every default filled in. */
export type Switching = AllAtOnce | SteppedSwitching;

/** How much of the traffic a switch in steps has given to its version. */
export interface SwitchShare {
  readonly version: string;
  /** Of the traffic; the rest is with the version that `live` names. */
  readonly percent: number;
}

/** The tag of a function whose traffic is being moved in steps: the number of the new version. */
export const switchingTagKey = 'lambda-deploy:switching';

/** A share of errors that no function should have by chance. */
const defaultMaxErrorPercent = 5;

/** From so many invocations, or so many errors, a share of errors says something. */
export const errorEvidence = { invocations: 20, errors: 5 } as const;

/** What is wanted, of what is declared. */
export function switchingOf(config: SwitchingConfig = { type: 'allAtOnce' }): Switching {
  const { type, percent, intervalSeconds, maxErrorPercent = defaultMaxErrorPercent } = config;
  const alarms = [...new Set(config.alarms)].sort();
  if (type === 'allAtOnce' || percent === undefined || intervalSeconds === undefined) {
    return { type: 'allAtOnce', alarms };
  }
  return { type, percent, intervalSeconds, alarms, maxErrorPercent };
}

/**
 * The percents of the traffic that the new version has, step by step; the last is 100.
 *
 * @example
 * const steps = { type: 'linear', percent: 40, intervalSeconds: 60, alarms: [], maxErrorPercent: 5 };
 * sharesOf(steps as Switching); // → [40, 80, 100]
 */
export function sharesOf(switching: Switching): readonly number[] {
  if (switching.type === 'allAtOnce') return [100];
  const { type, percent } = switching;
  if (type === 'canary') return [percent, 100];
  const steps = Math.ceil(100 / percent);
  return Array.from({ length: steps }, (_, index) => Math.min(100, percent * (index + 1)));
}

/** `canary: 10 % for 300 s, then all`; undefined for what needs no words. */
export function describeSwitching(switching: Switching): string | undefined {
  const { type, alarms } = switching;
  const watched = alarms.length === 0 ? '' : `, watching ${alarms.join(', ')}`;
  switch (type) {
    case 'allAtOnce':
      return alarms.length === 0 ? undefined : `all at once${watched}`;
    case 'canary':
      return `canary: ${switching.percent} % for ${switching.intervalSeconds} s, then all${watched}`;
    case 'linear':
      return `linear: ${switching.percent} % more every ${switching.intervalSeconds} s${watched}`;
  }
}

/** The new version's number, of a function whose traffic is being moved in steps. */
export function switchingVersionOf(tags: Readonly<Record<string, string>>): string | undefined {
  const value = Object.hasOwn(tags, switchingTagKey) ? tags[switchingTagKey] : undefined;
  return value !== undefined && /^\d+$/.test(value) ? value : undefined;
}
