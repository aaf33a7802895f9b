import { nodeRuntimes } from '../config/settings-config.ts';
import type { Preflight } from './preflight.ts';
import { describeEnd, noticeDays, runtimeDates } from './runtime-dates.ts';

/** Whether AWS still takes functions of the wanted runtime, and for how long. */
export function checkRuntime({ wanted, state, context, place }: Preflight): RuntimeFindings {
  const { today } = context;
  const warnings = state.kind === 'live' ? warnOfLive(state.live, wanted, today) : [];
  const ending = endOf(wanted.settings);
  if (ending === undefined) return { problems: [], warnings };
  const { noCreation, noUpdate, deprecated } = ending.dates;
  if (today >= (state.kind === 'absent' ? noCreation : noUpdate)) {
    return { problems: [`${place('runtime')}: ${ending.text}`], warnings };
  }
  const isNear = today >= daysBefore(deprecated, noticeDays);
  return { problems: [], warnings: isNear ? [...warnings, `runtime: ${ending.text}`] : warnings };
}

/** When a runtime that is still live, and will not be any more, has ended. */
function warnOfLive(live: { settings: Runs }, wanted: { settings: Runs }, today: string): string[] {
  const { runtime = '' } = wanted.settings;
  const from = live.settings.runtime ?? '';
  const dates = from === runtime ? undefined : runtimeDates[from];
  if (dates === undefined || today < dates.deprecated) return [];
  return [`live runs on ${from}: ${describeEnd(from) ?? ''}; this moves it to ${runtime}`];
}

function endOf({ runtime = '' }: Runs) {
  const dates = runtimeDates[runtime];
  if (dates === undefined) return undefined;
  const others = newerThan(runtime);
  const remedy = others.length === 0 ? '' : `: make it ${others.join(' or ')}`;
  return { dates, text: `${describeEnd(runtime) ?? ''}${remedy}` };
}

/** The part of settings that is about the runtime. */
interface Runs {
  readonly runtime?: string | undefined;
  readonly handler?: string | undefined;
}

export interface RuntimeFindings {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const majorOf = (runtime: string) => Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? 0);

const newerThan = (runtime: string) =>
  nodeRuntimes.filter((other) => majorOf(other) > majorOf(runtime));

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Runtimes from this one on call no handler that takes a callback. */
const firstWithoutCallbacks = 24;

/** Whether a handler with so many parameters is one for a callback. */
export const takesCallback = (parameters: number): boolean => parameters >= 3;

/**
 * A handler with a third parameter wants a callback, whatever it does with it: the runtime looks at
 * nothing else. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export const checkCallback = ({ wanted, artifact }: Preflight): readonly string[] =>
  explainCallback(wanted.settings, artifact?.handlerParameters ?? 0, `${wanted.directory} handler`);

function explainCallback(
  { runtime = '', handler = '' }: Runs,
  parameters: number,
  place: string,
): string[] {
  if (!takesCallback(parameters) || majorOf(runtime) < firstWithoutCallbacks) return [];
  return [
    `${place}: ${handler} has ${parameters} parameters, so it takes a callback, which ${runtime} calls no more: make it async with at most two parameters and return the result, or make the runtime nodejs22.x`,
  ];
}
