import { join } from 'node:path';
import { readArtifact } from '@tooling/bundle';
import { isImageLambda, selectLambdas, type ArtifactManifest } from '@tooling/core';
import { readWorkspace } from '@tooling/workspace';
import { buildWithServer } from '../build-server/build-with-server.ts';
import type { CommandInput } from '../command.ts';
import type { Host } from '../host.ts';
import { explainBuilds } from '../pipeline/explain-builds.ts';
import { completeWorkspace, lambdaName } from '../pipeline/run-pipeline.ts';
import { progressOf } from '../terminal/progress.ts';

/** Builds lambdas through turbo, and hands over what came of each. */
export async function buildMany(
  root: string,
  input: CommandInput,
  host: Host,
  print: (lambda: string, manifest: ArtifactManifest) => void,
): Promise<void> {
  const { emit } = progressOf(input, host);
  await completeWorkspace(host, emit);
  const { lambdas } = await readWorkspace(root);
  const named = selectLambdas(lambdas, input.args.map(lambdaName));
  // Images are built elsewhere.
  const selected = named.filter((lambda) => !isImageLambda(lambda));
  const run = await buildWithServer(root, selected, {
    signal: host.signal,
    onCacheWarning: (message) => {
      emit({ type: 'cache-failed', message });
    },
  });
  if (!run.succeeded) throw await explainBuilds(root, selected, run);
  for (const { name, directory } of selected) {
    const { manifest } = await readArtifact(join(root, directory), directory);
    print(name, manifest);
  }
}
