import {
  UserError,
  worstExitCode,
  type FunctionChange,
  type Plan,
  type ZipSource,
} from '@tooling/core';
import { findRoot, readWorkspace } from '@tooling/workspace';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import { applyPlan } from '../apply/apply-plan.ts';
import { shielding } from '../apply/shielding.ts';
import { startPreparing } from '../apply/start-preparing.ts';
import { annotate } from '../github/annotate.ts';
import { openStage, withStage, type OpenStage } from '../pipeline/open-stage.ts';
import { lambdaName, today } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { planStages, type PlannedPromotion } from '../promote/plan-stages.ts';
import { pruneDeployed } from '../prune/prune-deployed.ts';
import { formatPlan, formatPlanTable } from '../terminal/format-plan.ts';
import { formatReport } from '../terminal/format-report.ts';
import { pnpmCommand } from '../terminal/pnpm-command.ts';
import { progressOf, type Progress } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';

/** @throws UserError USAGE */
function readStages(input: CommandInput): { readonly from: string; readonly to: string } {
  const [from = '', to = ''] = [textOption(input, 'from'), textOption(input, 'to')];
  if (from === '' || to === '') {
    throw new UserError('USAGE', 'two stages are needed', {
      hint: 'name both: `lambda promote --from dev --to prod`',
    });
  }
  if (from !== to) return { from, to };
  throw new UserError('USAGE', `--from and --to are both ${from}`);
}

/** The zip itself, from the stage where it is live; twice the same bytes, or none. */
function zipOf(source: OpenStage, { versions }: PlannedPromotion, lambda: string): ZipSource {
  const version = versions.get(lambda);
  if (version === undefined) throw new Error(`${lambda} was not planned`);
  const read = () => source.versions.readCode(version.functionName, version.version);
  async function* stream() {
    yield await read();
  }
  return { read, stream };
}

function blockedExitCode({ functions }: Plan): number {
  return worstExitCode(
    functions.flatMap((planned) => (planned.action === 'blocked' ? planned.failure.exitCode : [])),
  );
}

export const runPromote: RunCommand = async (input, host) => {
  const { from, to } = readStages(input);
  const isJson = input.options.json === true;
  const styles = createStyles(host.hasColors);
  const progress = progressOf(input, host);
  const workspace = await readWorkspace(findRoot(host.cwd));
  const { root, deployConfig } = workspace;
  const open = (name: string, beside?: OpenStage) =>
    untilInterrupted(host.signal, openStage(root, deployConfig, name, host, beside));
  const promote = async (emit: Progress['emit'], source: OpenStage) =>
    withStage(await open(to, source), async (target) => {
      const planning = planStages({
        workspace,
        source,
        target,
        names: input.args.map(lambdaName),
        force: input.options.force === true,
        unpin: input.options.unpin === true,
        today: today(host),
        emit,
      });
      const planned = await untilInterrupted(host.signal, planning);
      const { plan } = planned;
      emit({ type: 'planned', plan });
      if (input.options.dryRun === true) {
        if (!isJson) host.out(formatPlan(plan, styles));
        annotate(plan, host, isJson);
        return blockedExitCode(plan);
      }
      if (!isJson) host.out(`${formatPlanTable(plan, styles)}\n`);
      const explain = (error: unknown) => source.explain(target.explain(error));
      const { versions } = target;
      const preparation = {
        store: target.store,
        clock: host.clock,
        smokeTestsOf: ({ lambda }: FunctionChange) =>
          workspace.lambdas.find(({ name }) => name === lambda)?.smokeTests ?? [],
        zipOf: ({ lambda }: FunctionChange) => zipOf(source, planned, lambda),
        explain,
        emit,
        signal: host.signal,
      };
      const report = await applyPlan({
        ...preparation,
        plan,
        preparing: startPreparing(preparation),
        monitor: target.monitor,
        addressOf: target.addressOf,
        independent: false,
        afterwards: (done) =>
          pruneDeployed({ versions, emit, explain, signal: host.signal }, target.stage, done),
      });
      progress.stop();
      if (!isJson) host.out(formatReport(report, styles, pnpmCommand(root, host)));
      annotate(report, host, isJson);
      return report.exitCode;
    });
  return shielding(progress.emit, async (emit) =>
    withStage(await open(from), (source) => promote(emit, source)),
  );
};
