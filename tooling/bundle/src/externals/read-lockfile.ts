import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '@tooling/core/build';

/** References by name: a version with its peers, `foo@1.0.0` behind an alias, or `link:` and a path. */
export type References = Readonly<Record<string, string>>;

/** What a package of the workspace depends on. */
export interface Importer {
  readonly dependencies?: Readonly<Record<string, { readonly version: string }>>;
  readonly devDependencies?: Importer['dependencies'];
  readonly optionalDependencies?: Importer['dependencies'];
}

/** What an installed package depends on, its peers included. */
export interface Snapshot {
  readonly dependencies?: References;
  readonly optionalDependencies?: References;
}

/** The parts of pnpm-lock.yaml, format 9, that say what is installed. */
export interface Lockfile {
  /** By directory, from the root of the repository. */
  readonly importers: Readonly<Record<string, Importer>>;
  /** Where each comes from and its checksum, by name and version. */
  readonly packages: Readonly<Record<string, unknown>>;
  /** By name, version and, in parentheses, peers. */
  readonly snapshots: Readonly<Record<string, Snapshot>>;
}

/** @throws UserError BUILD_FAILED when it is not there, or of another format */
export async function readLockfile(workspaceRoot: string): Promise<Lockfile> {
  const file = 'pnpm-lock.yaml';
  const fail = (message: string, cause?: unknown) =>
    new UserError('BUILD_FAILED', `${file} ${message}`, {
      subject: file,
      hint: 'run `pnpm install` at the root: packages that are installed into a zip have the versions of the lockfile',
      cause,
    });
  const text = await readFile(path.join(workspaceRoot, file), 'utf8').catch((cause: unknown) => {
    throw fail('cannot be read', cause);
  });
  // Only lambdas with external packages pay for loading it.
  const { parseAllDocuments } = await import('yaml');
  // pnpm may put a document of its own, about itself, before the workspace's.
  const documents = parseAllDocuments(text);
  const lockfile = (documents.at(-1)?.toJS() ?? {}) as Partial<Lockfile> & {
    lockfileVersion?: string;
  };
  if (lockfile.lockfileVersion !== '9.0') throw fail('is not of format 9.0');
  return {
    importers: lockfile.importers ?? {},
    packages: lockfile.packages ?? {},
    snapshots: lockfile.snapshots ?? {},
  };
}
