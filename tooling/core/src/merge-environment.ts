type Environment = Readonly<Record<string, string>>;

/** Shipped source maps are of no use unless the runtime is told to read them. */
export const sourceMapFlag = '--enable-source-maps';

const optionsOf = (text = ''): readonly string[] => text.split(/\s+/).filter((one) => one !== '');

/** NODE_OPTIONS that hold only our own flag were declared by nobody. */
const declaresOptions = (wanted: Environment): boolean => wanted.NODE_OPTIONS !== sourceMapFlag;

/**
 * The environment that a function gets: what is wanted over what it has, since keys that nobody
 * declares stay. So do NODE_OPTIONS that nobody declares: they only get our flag added.
 */
export function mergeEnvironment(live: Environment, wanted: Environment): Environment {
  const merged = { ...live, ...wanted };
  const options = optionsOf(live.NODE_OPTIONS);
  if (declaresOptions(wanted) || options.length === 0) return merged;
  const NODE_OPTIONS = options.includes(sourceMapFlag)
    ? live.NODE_OPTIONS
    : `${live.NODE_OPTIONS ?? ''} ${sourceMapFlag}`;
  return { ...merged, NODE_OPTIONS: NODE_OPTIONS ?? sourceMapFlag };
}

/** Keys that are set and that nobody declares, sorted. */
export function undeclaredKeys(live: Environment, wanted: Environment): readonly string[] {
  const hasOptions = optionsOf(live.NODE_OPTIONS).some((option) => option !== sourceMapFlag);
  return Object.keys(live)
    .filter((key) =>
      key === 'NODE_OPTIONS'
        ? hasOptions && !declaresOptions({ NODE_OPTIONS: sourceMapFlag, ...wanted })
        : !Object.hasOwn(wanted, key),
    )
    .sort();
}
