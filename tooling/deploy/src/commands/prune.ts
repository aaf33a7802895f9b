import { describeFailure, exitCodes, UserError, worstExitCode } from '@tooling/core';
import type { RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { applyPruning, withoutRemoving, type Removed } from '../apply/apply-pruning.ts';
import { annotate } from '../github/annotate.ts';
import { renderRemovals } from '../github/render-removals.ts';
import { writeSummary } from '../github/write-summary.ts';
import { planPruning, type PruneRequest } from '../pipeline/plan-pruning.ts';
import { lambdaName, withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { formatRemovals, showableRemoval } from '../terminal/format-removals.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

export interface PruneOptions {
  readonly isJson: boolean;
  readonly isDryRun: boolean;
  /** Whether orphans that are there have an exit code of their own. */
  readonly tellsByExitCode?: boolean | undefined;
}

/** Prints what became of orphans. @returns the exit code: of what was to be removed and was not */
function report(
  removed: readonly Removed[],
  { isJson, isDryRun, tellsByExitCode }: PruneOptions,
  host: Host,
): number {
  if (isJson) {
    const functions = removed.map(showableRemoval);
    host.out(jsonLine({ type: 'removal', functions }));
  } else {
    host.out(formatRemovals(removed, createStyles(host.hasColors)));
  }
  annotate({ functions: removed }, host, isJson);
  const codes = removed.flatMap(({ outcome, failure }) => {
    if (failure !== undefined) return failure.exitCode;
    return outcome === 'kept' && !isDryRun ? refused.exitCode : [];
  });
  const worst = worstExitCode(codes);
  return worst === 0 && tellsByExitCode === true && removed.length > 0 ? exitCodes.drifted : worst;
}

const refused = describeFailure(new UserError('REMOVAL_REFUSED', 'a guard is in doubt'));

/** Removes orphans, as far as nothing speaks against it, and says what became of each. */
export async function pruneOrphans(
  request: PruneRequest,
  options: PruneOptions,
  host: Host,
): Promise<number> {
  const removals = await planPruning(request);
  const removed = options.isDryRun
    ? withoutRemoving(removals)
    : await applyPruning(request.open, removals, host.signal);
  writeSummary(host, () => renderRemovals(removed, request.open.stage.name));
  return report(removed, options, host);
}

/** @throws UserError USAGE: whoever looks at a part does not know what the rest lacks */
export function checkWhole({ env }: Host): void {
  if ((env.DEPLOY_ONLY ?? '') === '') return;
  throw new UserError('USAGE', 'DEPLOY_ONLY restricts this run, and orphans are of the whole', {
    hint: 'leave DEPLOY_ONLY out, or name orphans: `lambda prune <names…>`',
  });
}

export const runPrune: RunCommand = async (input, host) => {
  checkWhole(host);
  const { json, dryRun, exitCode, force } = input.options;
  if (exitCode === true && dryRun !== true) {
    throw new UserError('USAGE', '--exit-code goes with --dry-run only', {
      hint: 'it tells what is there to be removed, and a removal tells by its own exit code',
    });
  }
  return withNamesAndStage(input, host, (workspace, open) =>
    pruneOrphans(
      { workspace, open, names: input.args.map(lambdaName), written: [], force: force === true },
      { isJson: json === true, isDryRun: dryRun === true, tellsByExitCode: exitCode === true },
      host,
    ),
  );
};
