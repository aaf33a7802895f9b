import type { FunctionSettings } from './function-settings.ts';

type Environment = Readonly<Record<string, string>>;

/** Shipped source maps are of no use unless the runtime is told to read them. */
export const sourceMapFlag = '--enable-source-maps';

const optionsOf = (text = ''): readonly string[] => text.split(/\s+/).filter((one) => one !== '');

/** NODE_OPTIONS that hold only our own flag were declared by nobody. */
const declaresOptions = (wanted: Environment): boolean => wanted.NODE_OPTIONS !== sourceMapFlag;

const without = (environment: Environment, keys: readonly string[] = []): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([key]) => !keys.includes(key)));

type Wanted = Pick<FunctionSettings, 'environment' | 'removedEnvironment'>;

/**
 * The environment that a function gets: what is wanted over what it has, since keys that nobody
 * declares stay. So do NODE_OPTIONS that nobody declares: they only get our flag added.
 */
export function mergeEnvironment(
  live: Environment,
  { environment: wanted, removedEnvironment }: Wanted,
): Environment {
  const kept = without(live, removedEnvironment);
  const merged = { ...kept, ...wanted };
  const options = optionsOf(kept.NODE_OPTIONS);
  if (wanted.NODE_OPTIONS === undefined) return merged;
  if (declaresOptions(wanted) || options.length === 0) return merged;
  const NODE_OPTIONS = options.includes(sourceMapFlag)
    ? kept.NODE_OPTIONS
    : `${kept.NODE_OPTIONS ?? ''} ${sourceMapFlag}`;
  return { ...merged, NODE_OPTIONS: NODE_OPTIONS ?? sourceMapFlag };
}

/** Keys that are set and that nobody declares, sorted. */
export function undeclaredKeys(
  live: Environment,
  { environment: wanted, removedEnvironment = [] }: Wanted,
): readonly string[] {
  const hasOptions = optionsOf(live.NODE_OPTIONS).some((option) => option !== sourceMapFlag);
  return Object.keys(live)
    .filter((key) => !removedEnvironment.includes(key))
    .filter((key) =>
      key === 'NODE_OPTIONS'
        ? hasOptions && !declaresOptions({ NODE_OPTIONS: sourceMapFlag, ...wanted })
        : !Object.hasOwn(wanted, key),
    )
    .sort();
}
