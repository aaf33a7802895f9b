import { worstExitCode } from '@tooling/core';
import type { RunCommand } from '../command.ts';
import { withPlan } from '../pipeline/run-pipeline.ts';
import { formatPlan } from '../terminal/format-plan.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';

export const runPlan: RunCommand = async (input, host) => {
  const progress = progressOf(input, host);
  return withPlan(input, host, progress.emit, ({ plan }) => {
    progress.stop();
    if (input.options.json !== true) host.out(formatPlan(plan, createStyles(host.hasColors)));
    const codes = plan.functions.flatMap((planned) =>
      planned.action === 'blocked' ? planned.failure.exitCode : [],
    );
    return Promise.resolve(worstExitCode(codes));
  });
};
