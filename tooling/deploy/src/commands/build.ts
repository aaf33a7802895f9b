import { join, relative, sep } from 'node:path';
import { readArtifact } from '@tooling/bundle';
import { selectLambdas, type ArtifactManifest } from '@tooling/core';
import { buildLambdas, findRoot, readWorkspace } from '@tooling/workspace';
import type { CommandInput, RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { explainBuilds } from '../pipeline/explain-builds.ts';
import { completeWorkspace, lambdaName } from '../pipeline/run-pipeline.ts';
import { formatBytes } from '../terminal/format-status.ts';
import { progressOf } from '../terminal/progress.ts';
import { buildOne } from './build-one.ts';
import { jsonLine } from '../json-line.ts';

/** The lambda whose directory, or a directory below it, is the current one. */
function currentLambda(root: string, cwd: string): string | undefined {
  const [first, name] = relative(root, cwd).split(sep);
  return first === 'lambdas' ? name : undefined;
}

const describeArtifact = (lambda: string, { zipBytes, unzippedBytes }: ArtifactManifest) =>
  `${lambda}: ${formatBytes(zipBytes)} zipped, ${formatBytes(unzippedBytes)} unzipped\n`;

function print(input: CommandInput, host: Host, lambda: string, manifest: ArtifactManifest): void {
  host.out(
    input.options.json === true
      ? jsonLine({ type: 'built', lambda, manifest })
      : describeArtifact(lambda, manifest),
  );
}

/** Builds lambdas through turbo. */
async function buildMany(input: CommandInput, host: Host, root: string): Promise<number> {
  await completeWorkspace(host, progressOf(input, host).emit);
  const { lambdas } = await readWorkspace(root);
  const selected = selectLambdas(lambdas, input.args.map(lambdaName));
  const run = await buildLambdas(root, selected, { signal: host.signal });
  if (!run.succeeded) throw await explainBuilds(root, selected, run);
  for (const { name, directory } of selected) {
    const { manifest } = await readArtifact(join(root, directory), directory);
    print(input, host, name, manifest);
  }
  return 0;
}

export const runBuild: RunCommand = async (input, host) => {
  const root = findRoot(host.cwd);
  const current = currentLambda(root, host.cwd);
  if (current === undefined || input.args.length > 0) return buildMany(input, host, root);
  print(input, host, current, await buildOne(root, `lambdas/${current}`, host));
  return 0;
};
