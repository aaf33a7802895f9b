import { worstExitCode } from '@tooling/core';
import type { RunCommand } from '../command.ts';
import { makePlan } from '../pipeline/make-plan.ts';
import { completeWorkspace, lambdaNames, withWorkspaceAndStage } from '../pipeline/run-pipeline.ts';
import { formatPlan } from '../terminal/format-plan.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';

export const runPlan: RunCommand = async (input, host) => {
  const isJson = input.options.json === true;
  const progress = progressOf(input, host);
  await completeWorkspace(host, progress.emit);
  return withWorkspaceAndStage(input, host, async (workspace, { stage, store }) => {
    const plan = await makePlan({
      workspace,
      stage,
      store,
      names: lambdaNames(input, host),
      verify: input.options.verify === true,
      emit: progress.emit,
      signal: host.signal,
    });
    progress.stop();
    if (!isJson) host.out(formatPlan(plan, createStyles(host.hasColors)));
    return worstExitCode(
      plan.functions.flatMap((planned) =>
        planned.action === 'blocked' ? planned.failure.exitCode : [],
      ),
    );
  });
};
