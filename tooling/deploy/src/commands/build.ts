import { relative, sep } from 'node:path';
import type { ArtifactManifest } from '@tooling/core';
import { findRoot } from '@tooling/workspace/build';
import type { RunCommand } from '../command.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { buildOne } from './build-one.ts';
import { jsonLine } from '../json-line.ts';

/** The lambda whose directory, or a directory below it, is the current one. */
function currentLambda(root: string, cwd: string): string | undefined {
  const [first, name] = relative(root, cwd).split(sep);
  return first === 'lambdas' ? name : undefined;
}

const describeArtifact = (lambda: string, { zipBytes, unzippedBytes }: ArtifactManifest) =>
  `${lambda}: ${formatBytes(zipBytes)} zipped, ${formatBytes(unzippedBytes)} unzipped\n`;

export const runBuild: RunCommand = async (input, host) => {
  const root = findRoot(host.cwd);
  const current = currentLambda(root, host.cwd);
  const print = (lambda: string, manifest: ArtifactManifest) => {
    host.out(
      input.options.json === true
        ? jsonLine({ type: 'built', lambda, manifest })
        : describeArtifact(lambda, manifest),
    );
  };
  if (current !== undefined && input.args.length === 0) {
    print(current, await buildOne(root, `lambdas/${current}`, host));
    return 0;
  }
  // Loaded here: turbo starts the other way once for each lambda.
  const { buildMany } = await import('./build-many.ts');
  await buildMany(root, input, host, print);
  return 0;
};
