import { findOrphans, wantFunctions, type FunctionState } from '@tooling/core';
import type { RunCommand } from '../command.ts';
import { withWorkspaceAndStage } from '../pipeline/run-pipeline.ts';
import { formatStatus, type FunctionStatus } from '../terminal/format-status.ts';
import { createStyles } from '../terminal/styles.ts';

function statusOf(lambda: string, functionName: string, state: FunctionState): FunctionStatus {
  if (state.kind === 'unreadable') {
    return { lambda, functionName, state: 'unreadable', failure: state.failure };
  }
  if (state.kind !== 'live') return { lambda, functionName, state: state.kind };
  const { version, lastModified, codeSha256, codeBytes, provenance } = state.live;
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
  };
}

export const runStatus: RunCommand = async (input, host) =>
  withWorkspaceAndStage(input, host, async ({ lambdas, deployConfig }, { stage, store }) => {
    const wanted = wantFunctions(lambdas, deployConfig, stage);
    const [account, owned, states] = await Promise.all([
      store.readAccount(),
      store.listOwned(deployConfig.service, stage.name, ({ message }) => {
        host.err(`orphans are not looked for: ${message}\n`);
      }),
      store.readFunctions(
        wanted.map(({ functionName }) => ({ functionName, withLogRetention: false })),
      ),
    ]);
    const functions = [
      ...wanted.map(({ lambda, functionName }, index) =>
        statusOf(lambda, functionName, states[index] ?? { kind: 'absent' }),
      ),
      ...findOrphans(
        owned,
        wanted.map(({ functionName }) => functionName),
      ).map((orphan): FunctionStatus => ({ ...orphan, state: 'orphan' })),
    ];
    const status = { stage: stage.name, account, region: stage.region, functions };
    host.out(
      input.options.json === true
        ? `${JSON.stringify({ type: 'status', ...status })}\n`
        : formatStatus(status, createStyles(host.hasColors)),
    );
    return 0;
  });
