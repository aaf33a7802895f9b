import { resolve } from 'node:path';
import { describeFailure, localStage, shortCommit, worstExitCode, type Plan } from '@tooling/core';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import { annotate } from '../github/annotate.ts';
import { renderComment } from '../github/render-comment.ts';
import { renderEnd } from '../github/render-failure.ts';
import { renderPlan, type PlanView } from '../github/render-summary.ts';
import { writeSummary } from '../github/write-summary.ts';
import type { Host } from '../host.ts';
import { readPlanDetails } from '../pipeline/read-plan-details.ts';
import { pictureOfPlan, sortForPicture } from '../pictures/picture-of-plan.ts';
import {
  graphRequest,
  writeNamed,
  writePicture,
  type GraphRequest,
} from '../pictures/write-picture.ts';
import { onlyEmit, withPlan, type Planned } from '../pipeline/run-pipeline.ts';
import { writeSavedPlan } from '../pipeline/saved-plan.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { withBase, type Base } from '../pipeline/with-base.ts';
import { formatPlan } from '../terminal/format-plan.ts';
import { formatTree } from '../terminal/format-tree.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

export const runPlan: RunCommand = async (input, host) => {
  try {
    return await withBase(input, host, (there, base) => planAgainst(input, there, base));
  } catch (error) {
    const render = () => renderEnd('plan', describeFailure(error));
    // Where that fails too, the first reason is the one to tell.
    await writeComment(input, host, render).catch(() => undefined);
    throw error;
  }
};

function planAgainst(input: CommandInput, host: Host, base: Base | undefined): Promise<number> {
  // The summary says more than the event knows.
  const progress = progressOf(input, host, () => undefined);
  const isJson = input.options.json === true;
  const file = textOption(input, 'out');
  const graph = graphRequest(input);
  return withPlan(input, host, onlyEmit(progress.emit, base && nameBase(base)), async (planned) => {
    const { plan, request } = planned;
    progress.stop();
    if (!isJson) {
      if (base !== undefined) host.out(`${describeBase(base)}\n`);
      host.out(formatPlan(plan, createStyles(host.hasColors)));
    }
    if (file !== undefined) {
      await writeSavedPlan(resolve(host.cwd, file), file, plan, request);
      const stage = plan.stage === localStage ? '' : ` --stage ${plan.stage}`;
      host.out(
        isJson
          ? jsonLine({ type: 'plan-saved', file })
          : `\nsaved: \`lambda deploy --plan ${file}${stage}\` does exactly this, or refuses\n`,
      );
    }
    if (graph !== undefined) await drawPlan(plan, graph, input, host);
    annotate(plan, host, isJson);
    await publish(input, host, planned, base);
    return exitCodeOf(plan);
  });
}

/** Mermaid draws 500 edges unless it is told otherwise; and whoever looks at more sees nothing. */
const room = { nodes: 400, edges: 500 };

async function drawPlan(
  plan: Plan,
  { file }: GraphRequest,
  input: CommandInput,
  host: Host,
): Promise<void> {
  const picture = pictureOfPlan(plan, sortForPicture(plan), room);
  if (file !== undefined) return writePicture(picture, file, input, host);
  host.out(`\n${formatTree(picture, createStyles(host.hasColors))}`);
}

const describeBase = ({ commit }: Base): string =>
  `what is live is not known here: compared with what ${commit} deploys to a local AWS`;

/** A checkout outside of git has no commit. */
const nameBase = ({ commit }: Base): string =>
  commit === 'none' ? 'the base' : `the base commit ${shortCommit(commit)}`;

function exitCodeOf({ functions }: Plan): number {
  const codes = functions.flatMap((planned) =>
    planned.action === 'blocked' ? planned.failure.exitCode : [],
  );
  return worstExitCode(codes);
}

/** Into the job's summary and the file for a comment; what only these say is read only for them. */
async function publish(
  input: CommandInput,
  host: Host,
  { plan, workspace, open }: Planned,
  base: Base | undefined,
): Promise<void> {
  const isAsked = textOption(input, 'comment') !== undefined;
  if (!isAsked && (host.env.GITHUB_STEP_SUMMARY ?? '') === '') return;
  const reading = readPlanDetails(workspace.root, plan, open);
  const details = await untilInterrupted(host.signal, reading);
  // As the workflow calls it; empty where it is no pull request's.
  const head = host.env.PULL_REQUEST_COMMIT === '' ? undefined : host.env.PULL_REQUEST_COMMIT;
  const view: PlanView = { details, head, base: base?.commit };
  writeSummary(host, () => renderPlan(plan, view));
  await writeComment(input, host, () => renderComment(plan, view));
}

/** @throws UserError USAGE when that file cannot be written */
async function writeComment(input: CommandInput, host: Host, render: () => string): Promise<void> {
  const file = textOption(input, 'comment');
  if (file === undefined) return;
  await writeNamed(file, render(), host);
}
