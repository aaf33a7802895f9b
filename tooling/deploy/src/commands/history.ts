import { describeHistory, selectLambdas, UserError } from '@tooling/core';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import { lambdaName, withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { readHistories } from '../rollback/read-histories.ts';
import { formatHistory } from '../terminal/format-history.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

const usualLimit = 20;

/** @throws UserError USAGE */
function readLimit(input: CommandInput): number {
  const text = textOption(input, 'limit');
  if (text === undefined) return usualLimit;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UserError('USAGE', `--limit ${text} is no number of versions`);
}

export const runHistory: RunCommand = async (input, host) => {
  const limit = readLimit(input);
  const name = lambdaName(input.args[0] ?? '');
  return withNamesAndStage(input, host, async (workspace, open) => {
    const lambdas = selectLambdas(workspace.lambdas, [name]).map((lambda) => lambda.name);
    const reading = readHistories(workspace, open, lambdas);
    const [past] = await untilInterrupted(host.signal, reading);
    const stage = open.stage.name;
    if (past?.history === undefined) {
      throw new UserError(
        'FUNCTION_NOT_LIVE',
        `there is no function ${past?.functionName ?? name} in stage ${stage}`,
        { subject: name },
      );
    }
    const view = describeHistory(past.history, past.ownership, limit);
    host.out(
      input.options.json === true
        ? jsonLine({ type: 'history', stage, lambda: name, ...view })
        : formatHistory(view, stage, createStyles(host.hasColors)),
    );
    return 0;
  });
};
