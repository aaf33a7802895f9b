import { worstExitCode, type RollbackPlan } from '@tooling/core';
import type { RunCommand } from '../command.ts';
import { annotate } from '../github/annotate.ts';
import { renderRollbackPlan, renderRollbackReport } from '../github/render-rollback.ts';
import { writeSummary } from '../github/write-summary.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { applyRollback } from '../rollback/apply-rollback.ts';
import { planRollbacks } from '../rollback/plan-rollbacks.ts';
import { findLambdas, readScope } from '../rollback/rollback-scope.ts';
import { formatRollbackPlan, formatRollbackReport } from '../terminal/format-rollback.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

function exitCodeOf({ functions }: RollbackPlan): number {
  const codes = functions.flatMap((planned) =>
    planned.action === 'blocked' ? planned.failure.exitCode : [],
  );
  return worstExitCode(codes);
}

export const runRollback: RunCommand = async (input, host) => {
  const scope = readScope(input);
  const isNamed = input.args.length > 0 || input.options.last === true || scope.lambdas === 'all';
  const isJson = input.options.json === true;
  const styles = createStyles(host.hasColors);
  const progress = progressOf(input, host);
  return withNamesAndStage(input, host, async (workspace, open) => {
    const planning = findLambdas(scope, workspace, open, isNamed).then((lambdas) =>
      planRollbacks(scope, lambdas, workspace, open),
    );
    const { plan, histories } = await untilInterrupted(host.signal, planning);
    host.out(
      isJson
        ? jsonLine({ type: 'rollback-planned', plan })
        : formatRollbackPlan(plan, { now: host.clock.date(), styles }),
    );
    writeSummary(host, () => renderRollbackPlan(plan));
    if (input.options.dryRun === true) {
      annotate(plan, host, isJson);
      return exitCodeOf(plan);
    }
    const report = await applyRollback({
      plan,
      histories,
      store: open.store,
      versions: open.versions,
      emit: progress.emit,
      explain: (error) => open.explain(error),
      signal: host.signal,
    });
    progress.stop();
    host.out(
      isJson
        ? jsonLine({ type: 'rollback-finished', report })
        : formatRollbackReport(report, styles),
    );
    annotate(report, host, isJson);
    writeSummary(host, () => renderRollbackReport(report));
    return report.exitCode;
  });
};
