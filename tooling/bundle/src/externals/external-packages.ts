import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Architecture, ArtifactInput, ExternalPackage } from '@tooling/core';
import { buildFailed } from '../build-failure.ts';
import type { BundleFile } from '../bundle.ts';
import { hashedDirectories } from '../hashed-directories.ts';
import { toPosix } from '../input-path.ts';
import { findClosure } from './find-closure.ts';
import { findUncompiled } from './find-uncompiled.ts';
import { installPackages } from './install-packages.ts';
import { readInstalled, type InstalledPackage } from './read-installed.ts';
import { readLockfile } from './read-lockfile.ts';

export interface ExternalsRequest {
  readonly names: readonly string[];
  readonly architecture: Architecture;
  readonly lambdaDirectory: string;
  readonly workspaceRoot: string;
  /** The lambda in messages. */
  readonly subject: string;
}

/** Packages in the zip's `node_modules`. */
export interface Externals {
  readonly files: readonly BundleFile[];
  readonly packages: readonly ExternalPackage[];
  readonly inputs: readonly ArtifactInput[];
}

/**
 * Packages that stay out of the bundle, with all that they depend on: exactly the lockfile's versions,
 * for Lambda's Linux and the function's processor, whatever this machine is.
 *
 * @throws UserError BUILD_FAILED with every problem
 */
export async function externalPackages(request: ExternalsRequest): Promise<Externals> {
  const { names, architecture, workspaceRoot, subject } = request;
  if (names.length === 0) return { files: [], packages: [], inputs: [] };
  const directories = hashedDirectories(request.lambdaDirectory, workspaceRoot).map((directory) =>
    toPosix(path.relative(workspaceRoot, directory)),
  );
  const closure = findClosure(await readLockfile(workspaceRoot), names, directories);
  if (closure.problems.length > 0) throw buildFailed(closure.problems, subject);
  const target = { architecture, workspaceRoot, subject };
  const installed = await installPackages(closure, target, (directory) =>
    readInstalled(directory, 'node_modules'),
  );
  const uncompiled = findUncompiled(installed, architecture);
  if (uncompiled.length > 0) throw buildFailed(uncompiled, subject);
  return {
    files: installed.flatMap(({ files }) => files),
    packages: installed.map(describe),
    inputs: installed.flatMap(inputsOf),
  };
}

const describe = ({ name, version, license, path: at, sizeBytes }: InstalledPackage) => ({
  name,
  version,
  ...(license !== undefined && { license }),
  path: at,
  sizeBytes,
});

/** Named as bundled files of packages are: what differs from the live version is told in one way. */
const inputsOf = ({ name, version, path: at, files }: InstalledPackage): ArtifactInput[] =>
  files.map(({ path: file, contents }) => ({
    path: `node_modules/${name}@${version}${file.slice(at.length)}`,
    sizeBytes: contents.length,
    bundledBytes: contents.length,
    sha256: createHash('sha256').update(contents).digest('hex'),
  }));
