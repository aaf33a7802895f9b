import { resolve } from 'node:path';
import { localStage, worstExitCode } from '@tooling/core';
import { textOption, type RunCommand } from '../command.ts';
import { onlyEmit, withPlan } from '../pipeline/run-pipeline.ts';
import { writeSavedPlan } from '../pipeline/saved-plan.ts';
import { formatPlan } from '../terminal/format-plan.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

export const runPlan: RunCommand = async (input, host) => {
  const progress = progressOf(input, host);
  const isJson = input.options.json === true;
  const file = textOption(input, 'out');
  return withPlan(input, host, onlyEmit(progress.emit), async ({ plan, request }) => {
    progress.stop();
    if (!isJson) host.out(formatPlan(plan, createStyles(host.hasColors)));
    if (file !== undefined) {
      await writeSavedPlan(resolve(host.cwd, file), file, plan, request);
      const stage = plan.stage === localStage ? '' : ` --stage ${plan.stage}`;
      host.out(
        isJson
          ? jsonLine({ type: 'plan-saved', file })
          : `\nsaved: \`lambda deploy --plan ${file}${stage}\` does exactly this, or refuses\n`,
      );
    }
    const codes = plan.functions.flatMap((planned) =>
      planned.action === 'blocked' ? planned.failure.exitCode : [],
    );
    return worstExitCode(codes);
  });
};
