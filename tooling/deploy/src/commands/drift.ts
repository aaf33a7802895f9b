import { exitCodes, worstExitCode } from '@tooling/core';
import type { RunCommand } from '../command.ts';
import { annotate } from '../github/annotate.ts';
import { renderDrift } from '../github/render-drift.ts';
import { writeSummary } from '../github/write-summary.ts';
import { jsonLine } from '../json-line.ts';
import { lookForDrift } from '../pipeline/look-for-drift.ts';
import { lambdaNames, withWorkspaceAndStage } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { formatDrift } from '../terminal/format-drift.ts';
import { createStyles } from '../terminal/styles.ts';

export const runDrift: RunCommand = async (input, host) => {
  const names = lambdaNames(input, host);
  return withWorkspaceAndStage(input, host, async (workspace, open) => {
    const functions = await untilInterrupted(host.signal, lookForDrift(workspace, open, names));
    const { name: stage } = open.stage;
    const isJson = input.options.json === true;
    host.out(
      isJson
        ? jsonLine({ type: 'drift', stage, functions })
        : formatDrift(functions, stage, createStyles(host.hasColors)),
    );
    annotate({ functions }, host, isJson);
    writeSummary(host, () => renderDrift(functions, stage));
    const failed = worstExitCode(functions.flatMap(({ failure }) => failure?.exitCode ?? []));
    const hasDrift = functions.some(({ drift }) => drift.length > 0);
    const isAsked = input.options.exitCode === true;
    return failed === 0 && hasDrift && isAsked ? exitCodes.drifted : failed;
  });
};
