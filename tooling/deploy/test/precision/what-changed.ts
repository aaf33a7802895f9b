import { join } from 'node:path';
import { buildArtifact } from '@tooling/bundle';
import { findStage, wantFunctions } from '@tooling/core';
import { readWorkspace } from '@tooling/workspace';

/** By lambda: a text that is another one when its bytes or its configuration are. */
export type Fingerprints = ReadonlyMap<string, string>;

/**
 * Builds every lambda by itself, with no cache and no gate before it, and resolves its configuration:
 * the judge of what a deploy has to do.
 */
export async function fingerprints(root: string): Promise<Fingerprints> {
  const { lambdas, deployConfig } = await readWorkspace(root);
  const wanted = wantFunctions(lambdas, deployConfig, findStage(deployConfig, 'local'));
  const entries = wanted.map(async ({ lambda, directory, settings, attributes, description }) => {
    const { manifest } = await buildArtifact({
      lambdaDirectory: join(root, directory),
      workspaceRoot: root,
    });
    const parts = [manifest.codeDigest, settings, attributes, description];
    return [lambda, JSON.stringify(parts, sortKeys)] as const;
  });
  return new Map(await Promise.all(entries));
}

/** The order of keys says nothing. */
const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** The lambdas that are new or have another fingerprint, sorted. */
export function differing(before: Fingerprints, after: Fingerprints): readonly string[] {
  return [...after.keys()].filter((name) => before.get(name) !== after.get(name)).sort();
}
