import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readArtifact } from '@tooling/bundle';
import {
  UserError,
  type FunctionChange,
  type Plan,
  type PlannedArtifact,
  type Report,
  type ZipSource,
} from '@tooling/core';
import type { Workspace } from '@tooling/workspace';
import type { CommandInput, RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import type { Preparation } from '../apply/application.ts';
import { applyPlan } from '../apply/apply-plan.ts';
import { shielding } from '../apply/shielding.ts';
import { startPreparing } from '../apply/start-preparing.ts';
import { rememberArtifact } from '../pipeline/known-artifacts.ts';
import { annotate } from '../github/annotate.ts';
import { pruneDeployed } from '../prune/prune-deployed.ts';
import type { OpenStage } from '../pipeline/open-stage.ts';
import { describeRequest } from '../pipeline/saved-plan.ts';
import { withPlan } from '../pipeline/run-pipeline.ts';
import { formatPlanTable } from '../terminal/format-plan.ts';
import { formatReport } from '../terminal/format-report.ts';
import { progressOf } from '../terminal/progress.ts';
import { pnpmCommand } from '../terminal/pnpm-command.ts';
import { createStyles } from '../terminal/styles.ts';
import { checkWhole, pruneOrphans } from './prune.ts';

const directoryOf = ({ zipPath }: PlannedArtifact) => zipPath.replace(/\/dist\/[^/]+$/, '');

/** The zip that a change is about. An image is not sent: AWS fetches it. */
const zipOf = (root: string, { artifact }: FunctionChange): ZipSource => ({
  read: async () => (artifact === undefined ? new Uint8Array() : readZip(root, artifact)),
  stream: () => createReadStream(join(root, artifact?.zipPath ?? '')),
});

/** readArtifact refuses a zip that was changed since it was built, this one that was built anew. */
async function readZip(root: string, artifact: PlannedArtifact): Promise<Uint8Array> {
  const directory = directoryOf(artifact);
  const { zip, manifest } = await readArtifact(join(root, directory), directory);
  if (manifest.digest === artifact.digest) return zip;
  const message = `${artifact.zipPath} was built anew between planning and deploying`;
  throw new UserError('ARTIFACT_INVALID', message, {
    subject: directory,
    hint: 'run the same command again: it plans with what is built now',
  });
}

/** What is live now is what later plans compare sources with. */
async function rememberDeployed(root: string, plan: Plan, { functions }: Report): Promise<void> {
  const deployed = new Set(
    functions.filter(({ outcome }) => outcome === 'deployed').map(({ lambda }) => lambda),
  );
  for (const planned of plan.functions) {
    if (!deployed.has(planned.lambda) || !('artifact' in planned)) continue;
    if (planned.artifact === undefined) continue;
    const { manifest } = await readArtifact(join(root, directoryOf(planned.artifact)));
    await rememberArtifact(root, manifest.digest, manifest);
  }
}

const smokeTestsOf = ({ lambdas }: Workspace, { lambda }: FunctionChange) =>
  lambdas.find(({ name }) => name === lambda)?.smokeTests ?? [];

/** @throws UserError USAGE: orphans are of the whole stage, and in no saved plan */
function checkPruning({ args, options }: CommandInput, host: Host): void {
  if (options.prune !== true) return;
  checkWhole(host);
  if (args.length === 0 && options.plan === undefined) return;
  throw new UserError('USAGE', '--prune goes with no names and no --plan', {
    hint: 'deploy first, then run `lambda prune`',
  });
}

export const runDeploy: RunCommand = async (input, host) => {
  checkPruning(input, host);
  const isJson = input.options.json === true;
  const progress = progressOf(input, host);
  const styles = createStyles(host.hasColors);
  return shielding(progress.emit, (emit) => {
    const preparationOf = (workspace: Workspace, { store, explain }: OpenStage): Preparation => ({
      store,
      clock: host.clock,
      zipOf: (change) => zipOf(workspace.root, change),
      smokeTestsOf: (change) => smokeTestsOf(workspace, change),
      emit,
      explain,
      signal: host.signal,
    });
    const prepare = (workspace: Workspace, open: OpenStage) =>
      startPreparing(preparationOf(workspace, open));
    return withPlan(input, host, { emit, prepare, isDeploying: true }, async (planned) => {
      const { plan, open, preparing, workspace, written, request } = planned;
      const { explain } = open;
      const { signal } = host;
      progress.stop();
      const asked = input.options.plan === undefined ? undefined : describeRequest(request);
      if (!isJson && asked !== undefined) host.out(`with ${asked}\n`);
      if (!isJson) host.out(`${formatPlanTable(plan, styles, input.options.prune === true)}\n`);
      const report = await applyPlan({
        ...preparationOf(workspace, open),
        plan,
        preparing,
        monitor: open.monitor,
        addressOf: open.addressOf,
        independent: request.independent,
        afterwards: (done) =>
          pruneDeployed({ versions: open.versions, emit, explain, signal }, open.stage, done),
      });
      progress.stop();
      if (!isJson) host.out(formatReport(report, styles, pnpmCommand(workspace.root, host)));
      annotate(report, host, isJson);
      await rememberDeployed(workspace.root, plan, report);
      // Nothing is removed while what shall serve does not.
      if (input.options.prune !== true || report.exitCode !== 0) return report.exitCode;
      if (!isJson) host.out('\n');
      const orphans = { workspace, open, names: [], written, force: request.force };
      return pruneOrphans(orphans, { isJson, isDryRun: false }, host);
    });
  });
};
