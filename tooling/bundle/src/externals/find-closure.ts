import { mapValues } from './map-values.ts';
import type { Importer, Lockfile, References, Snapshot } from './read-lockfile.ts';

/** Some packages with all that they depend on, as a lockfile of their own says it. */
export interface Closure {
  /** For package.json. */
  readonly dependencies: References;
  readonly lockfile: Lockfile;
  /** What makes it impossible, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Finds packages in the lockfile, in the versions that the lambda has of them.
 *
 * @param directories - whose dependencies count, the lambda's first, from the root: those that the hash
 * of its build covers
 */
export function findClosure(
  lockfile: Lockfile,
  names: readonly string[],
  directories: readonly string[],
): Closure {
  const problems: string[] = [];
  const keys = new Map<string, string>();
  for (const name of [...new Set(names)].sort()) {
    const found = findKeys(lockfile, name, directories);
    const [key] = found;
    if (key !== undefined && isLink(key)) problems.push(explainLink(name));
    else if (key !== undefined && found.length === 1) keys.set(name, key);
    else problems.push(explainMissing(name, found, directories[0] ?? ''));
  }
  const snapshots: Record<string, Snapshot> = {};
  const reached = reach(lockfile, [...keys.values()], snapshots);
  const packages = Object.fromEntries(
    reached.map((key) => [withoutPeers(key), lockfile.packages[withoutPeers(key)]]),
  );
  for (const key of reached) problems.push(...explainUnusable(key, lockfile));
  const references = mapValues(Object.fromEntries(keys), (key, name) => toReference(name, key));
  const dependencies = mapValues(references, toSpecifier);
  const importer = mapValues(references, (version, name) => ({
    specifier: dependencies[name],
    version,
  }));
  return {
    dependencies,
    lockfile: { importers: { '.': { dependencies: importer } }, packages, snapshots },
    problems,
  };
}

/** The snapshots that a name stands for: one, unless dependencies of dependencies disagree. */
function findKeys(lockfile: Lockfile, name: string, directories: readonly string[]): string[] {
  const importers = directories.flatMap((directory) => lockfile.importers[directory] ?? []);
  for (const importer of importers) {
    const reference = directReferences(importer)[name];
    if (reference !== undefined) return [keyOf(name, reference)];
  }
  const snapshots: Record<string, Snapshot> = {};
  const direct = importers.flatMap((importer) =>
    Object.entries(directReferences(importer)).map(([one, reference]) => keyOf(one, reference)),
  );
  const versions = reach(lockfile, direct, snapshots).filter((key) => nameOf(key) === name);
  return [...new Set(versions)].sort();
}

const directReferences = (importer: Importer): References =>
  mapValues(
    { ...importer.devDependencies, ...importer.optionalDependencies, ...importer.dependencies },
    ({ version }) => version,
  );

/** Keys of all snapshots that some lead to, sorted, themselves included. */
function reach(
  { snapshots }: Lockfile,
  from: readonly string[],
  found: Record<string, Snapshot>,
): string[] {
  const queue = [...from];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const snapshot = snapshots[key];
    if (snapshot === undefined || Object.hasOwn(found, key)) continue;
    found[key] = snapshot;
    const references = { ...snapshot.dependencies, ...snapshot.optionalDependencies };
    for (const [name, reference] of Object.entries(references)) queue.push(keyOf(name, reference));
  }
  return Object.keys(found).sort();
}

/** The snapshot that a reference means: behind an alias it is the key itself. */
function keyOf(name: string, reference: string): string {
  return /^(?:@[^/]+\/)?[^@:(]+@/.test(reference) ? reference : `${name}@${reference}`;
}

const isLink = (key: string) => /@(?:link|file):/.test(key);

const withoutPeers = (key: string) => key.replace(/\(.*$/, '');

const nameOf = (key: string) => key.slice(0, key.indexOf('@', 1));

const toReference = (name: string, key: string) =>
  nameOf(key) === name ? key.slice(name.length + 1) : key;

/** What package.json says of a reference: the exact version, the real name behind an alias. */
function toSpecifier(reference: string, name: string): string {
  const version = withoutPeers(reference);
  return keyOf(name, version) === version ? `npm:${version}` : version;
}

function explainMissing(name: string, found: readonly string[], lambda: string): string {
  if (found.length > 1) {
    const versions = found.map((key) => withoutPeers(key)).join(', ');
    return `bundling.external: "${name}" is there in more than one version (${versions}): add the wanted one to ${lambda}/package.json`;
  }
  return `bundling.external: "${name}" is no dependency of ${lambda}, nor of what it depends on: add it to ${lambda}/package.json`;
}

const explainLink = (what: string) =>
  `bundling.external: ${what} is, or depends on, a directory of this repository, which is always bundled`;

function explainUnusable(key: string, { packages, snapshots }: Lockfile): string[] {
  const name = withoutPeers(key);
  if (key.includes('(patch_hash=')) {
    return [
      `bundling.external: ${name} is patched (patchedDependencies), which is not supported for packages that are installed into a zip`,
    ];
  }
  const { dependencies, optionalDependencies } = snapshots[key] ?? {};
  const links = Object.entries({ ...dependencies, ...optionalDependencies }).filter(([, to]) =>
    to.startsWith('link:'),
  );
  const isLocal = !Object.hasOwn(packages, name) || isLink(name);
  return links.length > 0 || isLocal ? [explainLink(name)] : [];
}
