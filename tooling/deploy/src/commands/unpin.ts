import {
  functionNameOf,
  isOwnedBy,
  selectLambdas,
  UserError,
  userErrorOf,
  worstExitCode,
  type Pin,
} from '@tooling/core';
import type { RunCommand } from '../command.ts';
import { attemptAll } from '../apply/attempt-all.ts';
import { annotate } from '../github/annotate.ts';
import { renderUnpinned } from '../github/render-unpinned.ts';
import { writeSummary } from '../github/write-summary.ts';
import { lambdaName, withNamesAndStage } from '../pipeline/run-pipeline.ts';
import type { OpenStage } from '../pipeline/open-stage.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { formatUnpinned } from '../terminal/format-unpinned.ts';
import { progressOf } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

interface Pinned {
  readonly functionName: string;
  readonly pin: Pin;
}

/** Those of these lambdas' functions that are ours and pinned. */
async function readPinned(
  service: string,
  { stage, store }: OpenStage,
  lambdas: readonly { readonly name: string }[],
): Promise<readonly Pinned[]> {
  const names = lambdas.map((lambda) => functionNameOf(stage, lambda));
  const states = await store.readFunctions(
    names.map((functionName) => ({ functionName, withLogRetention: false })),
  );
  const unreadable = states.find((state) => state.kind === 'unreadable');
  // It may be pinned.
  if (unreadable !== undefined) throw userErrorOf(unreadable.failure);
  return states.flatMap((state, index) => {
    if (state.kind !== 'live' || state.live.pin === undefined) return [];
    const { functionName, pin, attributes } = state.live;
    const owner = { service, stage: stage.name, lambda: lambdas[index]?.name ?? '' };
    return isOwnedBy(attributes.tags, owner) ? [{ functionName, pin }] : [];
  });
}

export const runUnpin: RunCommand = async (input, host) => {
  const names = input.args.map(lambdaName);
  const all = input.options.all === true;
  if (all && names.length > 0) throw new UserError('USAGE', 'names and --all exclude each other');
  const progress = progressOf(input, host);
  return withNamesAndStage(input, host, async (workspace, open) => {
    const { service } = workspace.deployConfig;
    const lambdas = selectLambdas(workspace.lambdas, names);
    const pinned = await untilInterrupted(host.signal, readPinned(service, open, lambdas));
    if (!all && names.length === 0) throw whichOnes(pinned);
    const { succeeded, failures } = await attemptAll(pinned, {
      run: async ({ functionName, pin }) => open.versions.unpin(functionName, pin.version),
      explain: (error) => open.explain(error),
      onFailure: ({ functionName }, failure) => {
        progress.emit({ type: 'failed', functionName, failure });
      },
    });
    progress.stop();
    const unpinned = [...succeeded.keys()].map(({ functionName, pin: { version } }) => ({
      functionName,
      version,
    }));
    const failed = [...failures.values()];
    const stage = open.stage.name;
    const isJson = input.options.json === true;
    host.out(
      isJson
        ? jsonLine({ type: 'unpinned', stage, functions: unpinned })
        : formatUnpinned(unpinned, failed, createStyles(host.hasColors)),
    );
    annotate({ functions: failed.map((failure) => ({ failure })) }, host, isJson);
    writeSummary(host, () => renderUnpinned(stage, unpinned, failed));
    return worstExitCode(failed.map(({ exitCode }) => exitCode));
  });
};

function whichOnes(pinned: readonly Pinned[]): UserError {
  const list = pinned.map(({ functionName, pin }) => `${functionName}: version ${pin.version}`);
  return new UserError('USAGE', 'which functions? No pin was removed', {
    problems: list.length === 0 ? ['no function of the stage is pinned'] : list,
    hint: 'name them, or give --all',
  });
}
