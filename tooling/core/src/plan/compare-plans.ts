import { withoutEnvironmentValues, type FunctionPlan, type Plan } from './plan.ts';

/** A plan that can be written to a file: of each environment there is one fingerprint, and no value. */
export interface HashedPlan {
  readonly plan: Plan;
  /** By name of the function, of all its variables together. */
  readonly environments: Readonly<Record<string, string>>;
}

/** @param hash - salted: whoever has the file must not be able to look values up */
export function hashPlan(plan: Plan, hash: (text: string) => string): HashedPlan {
  const environments = plan.functions.flatMap((planned) => {
    if (!('settings' in planned)) return [];
    const sorted = Object.entries(planned.settings.environment).toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    );
    return [[planned.functionName, hash(JSON.stringify(sorted))] as const];
  });
  return { plan: withoutEnvironmentValues(plan), environments: Object.fromEntries(environments) };
}

// Words, and what is only shown, depend on what a checkout remembers. The commit is said once, and its
// lockfile with it: what of that a lambda is made of is in its graph hash.
const passedOver = new Set([
  'reasons',
  'warnings',
  'provenance.commit',
  'provenance.committedAt',
  'provenance.lockfile',
]);

const show = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function compareValues(path: string, saved: unknown, now: unknown): readonly string[] {
  if (passedOver.has(path) || JSON.stringify(saved) === JSON.stringify(now)) return [];
  if (!isObject(saved) || !isObject(now)) return [`${path} was ${show(saved)} and is ${show(now)}`];
  const keys = [...new Set([...Object.keys(saved), ...Object.keys(now)])].sort();
  return keys.flatMap((key) =>
    compareValues(path === '' ? key : `${path}.${key}`, saved[key], now[key]),
  );
}

function compareFunctions(
  functionName: string,
  saved: FunctionPlan | undefined,
  now: FunctionPlan | undefined,
): readonly string[] {
  if (saved === undefined) return [`${functionName}: is new, to ${now?.action ?? 'none'}`];
  if (now === undefined) return [`${functionName}: is gone`];
  if (saved.action !== now.action) {
    return [`${functionName}: was to ${saved.action}, and now: ${now.action}`];
  }
  return compareValues('', saved, now).map((line) => `${functionName}: ${line}`);
}

/**
 * What a plan does otherwise than one that was saved: a line each, none when it does the very same.
 * Orphans and what nobody declares are not applied, and so not compared.
 */
export function comparePlans(saved: HashedPlan, now: HashedPlan): readonly string[] {
  const byName = ({ plan }: HashedPlan) =>
    new Map(plan.functions.map((planned) => [planned.functionName, planned]));
  const [before, after] = [byName(saved), byName(now)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const isChanged = (name: string) =>
    before.get(name)?.action === after.get(name)?.action &&
    saved.environments[name] !== now.environments[name];
  return [
    ...compareValues('commit', saved.plan.commit, now.plan.commit),
    ...names.flatMap((name) => [
      ...compareFunctions(name, before.get(name), after.get(name)),
      ...(isChanged(name) ? [`${name}: values of its environment are others`] : []),
    ]),
  ];
}
