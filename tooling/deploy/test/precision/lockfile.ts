import type { Files } from '../create-workspace.ts';

type Dependencies = Readonly<Record<string, string>>;

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
}

const manifestOf = (text: string | undefined) => JSON.parse(text ?? '{}') as Manifest;

const workspacePackage = /^((?:lambdas|packages)\/[^/]+)\/package\.json$/;
const installedPackage = /^node_modules\/[^/]+\/package\.json$/;

function entriesOf(kind: string, dependencies: Dependencies = {}): string[] {
  const names = Object.keys(dependencies).sort();
  if (names.length === 0) return [];
  const entries = names.flatMap((name) => {
    const specifier = dependencies[name] ?? '';
    const isLinked = specifier.startsWith('workspace:');
    const version = isLinked ? `link:../../${name.replace('@', '')}` : specifier;
    return [`      '${name}':`, `        specifier: ${specifier}`, `        version: ${version}`];
  });
  return [`    ${kind}:`, ...entries];
}

function importerOf(path: string, { dependencies, devDependencies }: Manifest): string[] {
  const entries = [
    ...entriesOf('dependencies', dependencies),
    ...entriesOf('devDependencies', devDependencies),
  ];
  return entries.length === 0 ? [`  ${path}: {}`] : [`  ${path}:`, ...entries];
}

/** What pnpm writes for these files: importers by their manifests, and what is installed. */
export function lockfileOf(files: Files): string {
  const paths = Object.keys(files).filter((path) => files[path] !== undefined);
  const importers = paths
    .flatMap((path) => {
      const directory = workspacePackage.exec(path)?.[1];
      return directory === undefined ? [] : [[directory, manifestOf(files[path])] as const];
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const installed = paths
    .filter((path) => installedPackage.test(path))
    .map((path) => manifestOf(files[path]))
    .map(({ name = '', version = '', dependencies = {} }) => ({ name, version, dependencies }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return [
    "lockfileVersion: '9.0'",
    '',
    'importers:',
    '  .: {}',
    ...importers.flatMap(([directory, manifest]) => importerOf(directory, manifest)),
    '',
    'packages:',
    ...installed.flatMap(({ name, version }) => [
      `  ${name}@${version}:`,
      `    resolution: { integrity: sha512-${Buffer.from(`${name}@${version}`).toString('base64')} }`,
    ]),
    '',
    'snapshots:',
    ...installed.flatMap(({ name, version, dependencies }) => {
      const names = Object.keys(dependencies);
      if (names.length === 0) return [`  ${name}@${version}: {}`];
      const lines = names.map((one) => `      ${one}: ${dependencies[one] ?? ''}`);
      return [`  ${name}@${version}:`, '    dependencies:', ...lines];
    }),
    '',
  ].join('\n');
}
