import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Architecture, Bundling } from '@tooling/core';
import { decideFormat } from './decide-format.ts';
import type { EsbuildRequest, NodeTarget } from './esbuild-options.ts';
import { findEntry } from './find-entry.ts';
import { toPosix } from './input-path.ts';

export interface BundleOptions {
  /** Directory of the lambda's package. */
  readonly lambdaDirectory: string;
  /** Root of the repository: paths in the artifact are relative to it. */
  readonly workspaceRoot: string;
  /** The entry file, from the lambda's directory. Default: the one that `findEntry` finds. */
  readonly entry?: string | undefined;
  /** Lambda's handler setting: `index.` and an export of the entry. Default: `index.handler`. */
  readonly handler?: string | undefined;
  /**
   * Oldest Node.js that must run it. Default: `node22`, the oldest runtime that a function can be given,
   * so that one artifact fits every stage's runtime.
   */
  readonly target?: NodeTarget | undefined;
  /** Of the function: external packages are installed for it. Default: x86_64, as AWS has it. */
  readonly architecture?: Architecture | undefined;
  readonly bundling?: Bundling | undefined;
}

/** A lambda as it is found on the disk, for the bundler. */
export interface LambdaRequest extends EsbuildRequest {
  readonly lambdaDirectory: string;
  /** The lambda in messages: its directory from the root. */
  readonly subject: string;
  readonly entryName: string;
}

/** Finds the entry, and what it is. @throws UserError ENTRY_MISSING */
export async function readLambdaRequest(options: BundleOptions): Promise<LambdaRequest> {
  const { target = 'node22', bundling = {} } = options;
  // esbuild follows links: what is compared with its paths must have them followed too.
  const workspaceRoot = await realpath(options.workspaceRoot);
  const lambdaDirectory = await realpath(options.lambdaDirectory).catch(() =>
    path.resolve(options.lambdaDirectory),
  );
  const subject = toPosix(path.relative(workspaceRoot, lambdaDirectory));
  const entryName = options.entry ?? (await findEntry(lambdaDirectory, subject));
  const entryFile = path.join(lambdaDirectory, entryName);
  const format = await decideFormat(entryFile, lambdaDirectory);
  const outputName = format === 'esm' ? 'index.mjs' : 'index.cjs';
  const tsconfig = tsconfigFor(workspaceRoot, lambdaDirectory);
  const place = { workspaceRoot, lambdaDirectory, subject, entryName, entryFile };
  return { ...place, outputName, format, target, bundling, tsconfig };
}

/**
 * esbuild takes the nearest tsconfig.json of each file, and without one looks above the repository,
 * where every machine has something else. The root's stops it; without a root's, the lambda's own is
 * used for all files, or none.
 */
function tsconfigFor(workspaceRoot: string, lambdaDirectory: string) {
  if (existsSync(path.join(workspaceRoot, 'tsconfig.json'))) return {};
  const own = path.join(lambdaDirectory, 'tsconfig.json');
  return existsSync(own) ? { tsconfig: own } : { tsconfigRaw: {} };
}
