import { join } from 'node:path';
import { readArtifact } from '@tooling/bundle';
import {
  isImageLambda,
  suggest,
  UserError,
  type ArtifactManifest,
  type Lambda,
} from '@tooling/core';
import { buildLambdas, findRoot, readWorkspace, type Workspace } from '@tooling/workspace';
import type { CommandInput, RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { bundleShares, packageOf, reachOf, type Bundled } from '@tooling/core/graph';
import { explainBuilds } from '../pipeline/explain-builds.ts';
import { pictureOfBundle, pictureOfReach } from '../pictures/picture-of-bundle.ts';
import type { Picture } from '../pictures/picture.ts';
import { graphRequest, writePicture, type GraphRequest } from '../pictures/write-picture.ts';
import { completeWorkspace, lambdaName } from '../pipeline/run-pipeline.ts';
import { formatTree } from '../terminal/format-tree.ts';
import { formatBundle, formatReach } from '../terminal/format-why.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

/** Manifests come from dist/, which turbo restores from its cache where nothing changed. */
async function readBundles(
  { root }: Workspace,
  lambdas: readonly Lambda[],
  host: Host,
): Promise<readonly Bundled[]> {
  const run = await buildLambdas(root, lambdas, { signal: host.signal });
  if (!run.succeeded) throw await explainBuilds(root, lambdas, run);
  return Promise.all(
    lambdas.map(async ({ name, directory }) => {
      const { manifest } = await readArtifact(join(root, directory), directory);
      return { lambda: name, manifest };
    }),
  );
}

function packagesOf(manifests: readonly ArtifactManifest[]): readonly string[] {
  const names = manifests.flatMap(({ inputs }) => inputs.map(({ path }) => packageOf(path).name));
  return [...new Set(names)];
}

/** @throws UserError USAGE for a container image */
function checkBundled(lambdas: readonly Lambda[], name: string): void {
  if (!lambdas.some((one) => one.name === name)) return;
  throw new UserError('USAGE', `${name} is a container image: nothing of it is bundled here`, {
    hint: 'name a lambda that has code, or a package',
  });
}

async function draw(
  picture: Picture,
  { file }: GraphRequest,
  input: CommandInput,
  host: Host,
): Promise<number> {
  if (file === undefined) host.out(formatTree(picture, createStyles(host.hasColors)));
  else await writePicture(picture, file, input, host);
  return 0;
}

export const runWhy: RunCommand = async (input, host) => {
  const [name = ''] = input.args;
  const graph = graphRequest(input);
  await completeWorkspace(host, progressOf(input, host).emit);
  const workspace = await readWorkspace(findRoot(host.cwd));
  const lambdas = workspace.lambdas.filter((one) => !isImageLambda(one));
  const isJson = input.options.json === true;
  const styles = createStyles(host.hasColors);

  const lambda = lambdas.find((one) => one.name === lambdaName(name));
  if (lambda !== undefined) {
    const [bundled] = await readBundles(workspace, [lambda], host);
    if (bundled === undefined) throw new Error(`${name} was built and is not there`);
    const shares = bundleShares(bundled.manifest);
    if (graph !== undefined) {
      const picture = pictureOfBundle(lambda.name, shares);
      return draw(picture, graph, input, host);
    }
    host.out(
      isJson
        ? jsonLine({ type: 'bundle', lambda: lambda.name, packages: shares })
        : formatBundle(bundled, shares, styles),
    );
    return 0;
  }

  checkBundled(workspace.lambdas, lambdaName(name));
  const bundles = await readBundles(workspace, lambdas, host);
  const reach = reachOf(name, bundles);
  if (reach === undefined) {
    const known = [
      ...lambdas.map((one) => one.name),
      ...packagesOf(bundles.map(({ manifest }) => manifest)),
    ];
    throw new UserError('UNKNOWN_LAMBDA', `there is no lambda or bundled package "${name}"`, {
      hint: suggest(name, known, 'no bundle has anything of a package of that name'),
    });
  }
  if (graph !== undefined) return draw(pictureOfReach(reach), graph, input, host);
  host.out(
    isJson ? jsonLine({ type: 'reach', ...reach }) : formatReach(reach, lambdas.length, styles),
  );
  return 0;
};
