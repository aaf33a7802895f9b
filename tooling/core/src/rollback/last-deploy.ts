import type { LiveFunction } from '../live-function.ts';
import type { Provenance } from '../provenance.ts';

/** What the newest deploy of a stage made live, as far as it can be told from the functions alone. */
export interface LastDeploy {
  readonly commit: string;
  /** ISO 8601, when the newest of its versions was published. */
  readonly at: string;
  /** Names of the functions that serve a version of that commit. */
  readonly functionNames: readonly string[];
  /** Names of those that were rolled back from one. */
  readonly rolledBack: readonly string[];
}

interface Deployed {
  readonly functionName: string;
  readonly commit: string;
  readonly at: string;
  readonly isRolledBack: boolean;
}

/**
 * The functions whose version came of the same commit as the newest version of the stage. Versions
 * that were rolled back count: what was live before them is not the last deploy, and doing the same
 * twice does not go back twice.
 *
 * @returns undefined when no version says where it came from
 */
export function findLastDeploy(functions: readonly LiveFunction[]): LastDeploy | undefined {
  const deployed = functions
    .flatMap(deployedOf)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const [newest] = deployed;
  if (newest === undefined) return undefined;
  const { commit, at } = newest;
  const namesOf = (isRolledBack: boolean) =>
    deployed
      .filter((one) => one.commit === commit && one.isRolledBack === isRolledBack)
      .map(({ functionName }) => functionName)
      .sort();
  return { commit, at, functionNames: namesOf(false), rolledBack: namesOf(true) };
}

function deployedOf(live: LiveFunction): Deployed[] {
  const { functionName, version, provenance, lastModified, pin } = live;
  const note = (from: Provenance | undefined, at: string, isRolledBack: boolean): Deployed[] =>
    // Outside of git nothing tells one deploy from another.
    from === undefined || from.commit === 'none'
      ? []
      : [{ functionName, commit: from.commit, at, isRolledBack }];
  const wasRolledBack = pin !== undefined && Number(version) < Number(pin.version);
  return [
    ...note(provenance, lastModified, false),
    ...(wasRolledBack && pin.published !== undefined
      ? note(pin.published.provenance, pin.published.lastModified, true)
      : []),
  ];
}
