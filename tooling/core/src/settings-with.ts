import type { FunctionSettings } from './function-settings.ts';

/** What a function has once what is declared is applied: what nobody declares stays as it is. */
export function settingsWith(live: FunctionSettings, declared: FunctionSettings): FunctionSettings {
  const given = (group: object): object =>
    Object.fromEntries(Object.entries(group).filter(([, value]) => value !== undefined));
  return {
    ...live,
    ...given(declared),
    logging: { ...live.logging, ...given(declared.logging ?? {}) },
  };
}
