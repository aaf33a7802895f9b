import { relative, sep } from 'node:path';
import type { ArtifactManifest } from '@tooling/core';
import { findRoot } from '@tooling/workspace/build';
import type { CommandInput, RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
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
  const report = await openReport(root, input, host);
  const print = (lambda: string, manifest: ArtifactManifest) => {
    report?.add({ lambda, manifest });
    host.out(
      input.options.json === true
        ? jsonLine({ type: 'built', lambda, manifest })
        : describeArtifact(lambda, manifest),
    );
  };
  if (current !== undefined && input.args.length === 0) {
    print(current, await buildOne(root, `lambdas/${current}`, host));
    await report?.write();
    return 0;
  }
  // Loaded here: turbo starts the other way once for each lambda.
  const { buildMany } = await import('./build-many.ts');
  await buildMany(root, input, host, print);
  await report?.write();
  return 0;
};

/** Loaded only where it is asked for, as above. */
async function openReport(root: string, input: CommandInput, host: Host) {
  const { report } = input.options;
  if (report === undefined || report === false) return undefined;
  const { openReportFile } = await import('../report/open-report-file.ts');
  return openReportFile(root, input, host);
}
