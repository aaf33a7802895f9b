import {
  findOrphans,
  functionNameOf,
  isFunctionName,
  parseOwnership,
  readTriggerMark,
  UserError,
  worstExitCode,
  type FunctionState,
  type FunctionStore,
} from '@tooling/core';
import type { RunCommand } from '../command.ts';
import { annotate } from '../github/annotate.ts';
import type { Host } from '../host.ts';
import type { OpenStage } from '../pipeline/open-stage.ts';
import { withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { formatStatus, type FunctionStatus, type Started } from '../terminal/format-status.ts';
import { pnpmCommand } from '../terminal/pnpm-command.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

function statusOf(lambda: string, functionName: string, state: FunctionState): FunctionStatus {
  if (state.kind === 'unreadable') {
    return { lambda, functionName, state: 'unreadable', failure: state.failure };
  }
  if (state.kind !== 'live') return { lambda, functionName, state: state.kind };
  const { version, lastModified, codeSha256, codeBytes, provenance, switching, pin } = state.live;
  return {
    lambda,
    functionName,
    state: 'live',
    version,
    publishedAt: lastModified,
    commit: provenance?.commit,
    packageVersion: provenance?.packageVersion,
    artifact: codeSha256,
    zipBytes: codeBytes,
    switching: switching && {
      version: switching.version,
      percent: switching.percent,
      commit: switching.provenance?.commit,
    },
    pinnedVersion: pin?.version,
  };
}

/** By name of the function. A name that Lambda does not take is not asked for: it would refuse all. */
async function readStates(
  store: FunctionStore,
  names: readonly string[],
): Promise<ReadonlyMap<string, FunctionState>> {
  const possible = names.filter(isFunctionName);
  const states = await store.readFunctions(
    possible.map((functionName) => ({ functionName, withLogRetention: false })),
  );
  return new Map(
    possible.map((name, index) => [name, states[index] ?? ({ kind: 'absent' } as const)]),
  );
}

/** Nobody needs to know it to know what is live: where AWS refuses to tell, that is said and no more. */
async function readStarted(
  { store, addressOf }: OpenStage,
  state: FunctionState,
  host: Host,
): Promise<readonly Started[] | undefined> {
  if (state.kind !== 'live') return undefined;
  const { functionName, functionArn, attributes } = state.live;
  const { tags } = attributes;
  const ownership = parseOwnership(tags);
  if (ownership === undefined || readTriggerMark(tags) === undefined) return undefined;
  try {
    const found = await store.listTriggers({ functionName, functionArn, ownership, tags });
    return found
      .filter(({ type }) => type !== 'api')
      .map(({ title, address }) => ({
        trigger: title,
        ...(address !== undefined && { address: addressOf(address) }),
      }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    host.err(`what starts ${functionName} is not known: ${error.message}\n`);
    return undefined;
  }
}

export const runStatus: RunCommand = async (input, host) =>
  withNamesAndStage(input, host, async ({ root, lambdas, deployConfig }, open) => {
    const { stage, store } = open;
    const names = lambdas.map((lambda) => functionNameOf(stage, lambda));
    const [account, owned, states] = await Promise.all([
      store.readAccount(),
      store.listOwned(deployConfig.service, stage.name, ({ message }) => {
        host.err(`orphans are not looked for: ${message}\n`);
      }),
      readStates(store, names),
    ]);
    const orphans = findOrphans(owned, names);
    const orphaned = await readStates(
      store,
      orphans.map(({ functionName }) => functionName),
    );
    const known = [
      ...lambdas.map((lambda) => {
        const functionName = functionNameOf(stage, lambda);
        return statusOf(lambda.name, functionName, states.get(functionName) ?? { kind: 'absent' });
      }),
      // What is left of it may still serve.
      ...orphans.map(({ lambda, functionName }): FunctionStatus => ({
        ...statusOf(lambda, functionName, orphaned.get(functionName) ?? { kind: 'absent' }),
        state: 'orphan',
      })),
    ];
    const functions = await Promise.all(
      known.map(async (one): Promise<FunctionStatus> => {
        const state = states.get(one.functionName) ?? orphaned.get(one.functionName);
        const startedBy = state && (await readStarted(open, state, host));
        return startedBy === undefined ? one : { ...one, startedBy };
      }),
    );
    const status = { stage: stage.name, account, region: stage.region, functions };
    const isJson = input.options.json === true;
    host.out(
      isJson
        ? jsonLine({ type: 'status', ...status })
        : formatStatus(status, createStyles(host.hasColors), pnpmCommand(root, host)),
    );
    annotate({ functions }, host, isJson);
    return worstExitCode(functions.flatMap(({ failure }) => failure?.exitCode ?? []));
  });
