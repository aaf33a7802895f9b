import { environmentBytes } from '../config/environment-config.ts';
import type { FunctionSettings } from '../function-settings.ts';
import { lambdaLimits } from '../limits.ts';
import { mergeEnvironment } from '../merge-environment.ts';
import type { Preflight } from './preflight.ts';

const remedy = 'declare less, or remove from the function what nobody needs any more';

/** What is declared fits by itself: together with what others set on the function it may not. */
export function checkEnvironment({ wanted, state, place }: Preflight): readonly string[] {
  if (state.kind !== 'live') return [];
  const merged = mergeEnvironment(state.live.settings.environment, wanted.settings);
  const problem = describeTooLarge(merged, wanted.settings);
  return problem === undefined ? [] : [`${place('environment')}: ${problem}; ${remedy}`];
}

/** Why Lambda would refuse an environment, with the keys of others and no value; undefined if it fits. */
export function describeTooLarge(
  variables: Readonly<Record<string, string>>,
  { environment: declared }: Pick<FunctionSettings, 'environment'>,
): string | undefined {
  const sizeBytes = environmentBytes(variables);
  if (sizeBytes <= lambdaLimits.environmentBytes) return undefined;
  const others = Object.keys(variables).filter((key) => !Object.hasOwn(declared, key));
  return `would be ${sizeBytes} bytes, Lambda takes ${lambdaLimits.environmentBytes}: ${environmentBytes(declared)} are declared, the rest is set on the function: ${others.sort().join(', ')}`;
}
