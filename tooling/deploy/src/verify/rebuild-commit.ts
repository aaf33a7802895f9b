import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactFiles, digestOf } from '@tooling/bundle';
import { shortCommit, UserError, userErrorOf, type Rebuild } from '@tooling/core';
import {
  buildLambdas,
  checkOutCommit,
  installFrozen,
  readLockfileDigest,
  writeMissingManifests,
} from '@tooling/workspace';
import { z } from 'zod';
import { explainBuild } from '../pipeline/explain-build.ts';

export interface RebuildRequest {
  /** Of this clone. */
  readonly root: string;
  readonly lambda: string;
  /** In full. */
  readonly commit: string;
  readonly onStep: (words: string) => void;
  readonly signal: AbortSignal;
}

export interface Rebuilt extends Rebuild {
  readonly zip: Uint8Array;
}

/**
 * Builds a lambda as its commit says: in a checkout of its own, with the packages of its lockfile and the
 * tools of that commit, from no cache and into none. Nothing of it is left, however it ends.
 *
 * @throws UserError COMMIT_MISSING, INSTALL_FAILED, BUILD_FAILED
 */
export async function rebuildCommit(request: RebuildRequest): Promise<Rebuilt> {
  const { root, commit, lambda, onStep, signal } = request;
  await using checkout = await checkOutCommit(root, commit);
  // What a deploy writes for a directory that has only its code makes no commit dirty.
  await writeMissingManifests(checkout.root);
  onStep(`installing what the lockfile of ${shortCommit(commit)} names`);
  await installFrozen(checkout.root, { toolsFrom: root, signal });
  onStep(`building ${lambda} at ${shortCommit(commit)}`);
  const directory = `lambdas/${lambda}`;
  const packageName = await readPackageName(checkout.root, request);
  const ownCache = join(checkout.root, 'node_modules', '.cache', 'verify');
  const run = await buildLambdas(checkout.root, [{ packageName }], { ownCache, signal });
  const { directory: dist, zip: zipFile, manifest } = artifactFiles;
  const file = (name: string) => join(checkout.root, directory, dist, name);
  const zip = await readFile(file(zipFile)).catch(() => undefined);
  if (!run.succeeded || zip === undefined) {
    throw userErrorOf(await explainBuild({ root: checkout.root, directory, hash: undefined }, run));
  }
  return {
    zip,
    digest: digestOf(zip),
    lockfile: await readLockfileDigest(checkout.root),
    tool: await readToolVersion(file(manifest)),
  };
}

const packageSchema = z.object({ name: z.string() });

async function readPackageName(root: string, { lambda, commit }: RebuildRequest): Promise<string> {
  const path = `lambdas/${lambda}/package.json`;
  const text = await readFile(join(root, path), 'utf8').catch(() => undefined);
  if (text !== undefined) return packageSchema.parse(JSON.parse(text)).name;
  throw new UserError('BUILD_FAILED', `commit ${commit} has no ${path}`, {
    subject: lambda,
    hint: 'the lambda had another name then: verify it by that one, in a checkout of that commit',
  });
}

// The manifest may be of an older form, of which nothing else is needed.
const toolSchema = z.object({ toolVersion: z.string().optional() });

async function readToolVersion(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return toolSchema.parse(JSON.parse(text)).toolVersion;
}
