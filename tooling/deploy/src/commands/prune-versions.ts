import {
  choosePrunable,
  exitCodes,
  functionNameOf,
  isOwnedBy,
  selectLambdas,
  UserError,
  worstExitCode,
  type Stage,
} from '@tooling/core';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import { annotate } from '../github/annotate.ts';
import { lambdaName, withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { pruneVersions } from '../prune/prune-versions.ts';
import { readHistories, type PastFunction } from '../rollback/read-histories.ts';
import { formatPrunable, formatPruned } from '../terminal/format-prune.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

/** `--keep`, else what the stage says. @throws UserError USAGE */
function readKeep(input: CommandInput, { name, versionsToKeep }: Stage): number {
  const text = textOption(input, 'keep');
  if (text !== undefined) {
    if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
    throw new UserError('USAGE', `--keep ${text} is no number of versions`);
  }
  if (versionsToKeep !== 'all') return versionsToKeep;
  throw new UserError('USAGE', `stage ${name} keeps all versions`, {
    hint: 'say how many to keep: --keep <n>',
  });
}

const prunableOf = (functions: readonly PastFunction[], keep: number) =>
  functions.flatMap(({ functionName, ownership, history }) =>
    history === undefined || !isOwnedBy(history.tags, ownership)
      ? []
      : [{ functionName, versions: choosePrunable(history, keep) }],
  );

export const runPruneVersions: RunCommand = async (input, host) => {
  const isJson = input.options.json === true;
  const styles = createStyles(host.hasColors);
  const progress = progressOf(input, host);
  return withNamesAndStage(input, host, async (workspace, open) => {
    const keep = readKeep(input, open.stage);
    const names = input.args.map(lambdaName);
    const lambdas = selectLambdas(workspace.lambdas, names).map(({ name }) => name);
    const { service } = workspace.deployConfig;
    const functions = lambdas.map((lambda) => ({
      functionName: functionNameOf(open.stage, { name: lambda }),
      ownership: { service, stage: open.stage.name, lambda },
    }));
    if (input.options.dryRun === true) {
      const reading = readHistories(workspace, open, lambdas);
      const prunable = prunableOf(await untilInterrupted(host.signal, reading), keep);
      host.out(
        isJson
          ? jsonLine({ type: 'prunable', keep, functions: prunable })
          : formatPrunable(prunable, styles),
      );
      return exitCodes.done;
    }
    const pruned = await pruneVersions(
      {
        versions: open.versions,
        keep,
        emit: progress.emit,
        explain: (error) => open.explain(error),
        signal: host.signal,
      },
      functions,
    );
    progress.stop();
    if (!isJson) host.out(formatPruned(pruned, styles));
    annotate({ functions: pruned }, host, isJson);
    return worstExitCode(pruned.flatMap(({ failure }) => failure?.exitCode ?? []));
  });
};
