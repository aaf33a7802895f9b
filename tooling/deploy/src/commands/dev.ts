import { once } from 'node:events';
import { join } from 'node:path';
import { selectLambdas, UserError } from '@tooling/core';
import { readOwner, startLocalAws, type LocalAws } from '@tooling/local';
import { watchFiles, type FileWatcher } from '@tooling/bundle';
import { findRoot, readWorkspaceNames } from '@tooling/workspace';
import { textOption, type RunCommand } from '../command.ts';
import { consolePath, openConsole } from '../console/open-console.ts';
import { describeStage } from '../dev/describe-stage.ts';
import { devHost } from '../dev/dev-host.ts';
import { createDevOutputs } from '../dev/dev-outputs.ts';
import { localEnvName } from '../dev/read-local-env.ts';
import { findInspectorPort } from '../dev/read-inspector.ts';
import { openSession } from '../dev/run-session.ts';
import type { Host } from '../host.ts';
import { serverPort, stateDirectoryName } from '../pipeline/open-endpoint.ts';
import { lambdaName } from '../pipeline/run-pipeline.ts';
import { portOption } from './port-option.ts';

/** Another command may be using the same .local/: it ends by itself, and soon. */
const waitForStateMs = 60_000;

export const runDev: RunCommand = async (input, host) => {
  const root = findRoot(host.cwd);
  const port = portOption(input, 'port') ?? serverPort;
  const stateDirectory = join(root, stateDirectoryName);
  refuseSecond(stateDirectory, host);
  const { lambdas } = await readWorkspaceNames(root);
  const inspectedName = textOption(input, 'inspect');
  const [chosen] =
    inspectedName === undefined ? [] : selectLambdas(lambdas, [lambdaName(inspectedName)]);
  const inspected = chosen && { name: chosen.name, port: await findInspectorPort() };
  const isJson = input.options.json === true;
  const outputs = createDevOutputs(
    host,
    isJson,
    lambdas.map(({ name }) => name),
  );
  let endpoint = '';
  const running: { aws?: LocalAws; watcher?: FileWatcher } = {};
  const overridden = () =>
    new Map(running.aws?.overrides().map(({ functionName, since }) => [functionName, since]));
  const page = openConsole({ root, endpoint: () => endpoint, overridden }, host);
  const aws = await startLocalAws({
    pages: (request) => page.pages(request),
    stateDirectory,
    kind: 'server',
    port,
    waitMs: waitForStateMs,
    report: (error) => {
      outputs.warn(`local AWS: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
  endpoint = aws.url;
  running.aws = aws;
  const noted = () => running.watcher?.noted() ?? new Set<string>();
  const session = await openSession({ root, aws, host, outputs, noted, inspected });
  const watcher = await watchFiles({
    root,
    directories: ['lambdas', 'packages'],
    files: [localEnvName, 'deploy.config.ts', 'pnpm-lock.yaml'],
    onChange: (change) => {
      session.change(change);
    },
  });
  running.watcher = watcher;
  try {
    const workspace = await Promise.race([session.start(), aborted(host)]);
    if (!host.signal.aborted) {
      const view =
        workspace === undefined
          ? { addresses: [], schedules: [] }
          : await describeStage(
              workspace,
              aws.url,
              devHost(host, () => undefined),
            );
      outputs.overview({
        url: aws.url,
        console: aws.url + consolePath,
        functions: workspace?.lambdas.map(({ name }) => name) ?? [],
        ...view,
      });
      const unfollow = aws.followLogs((lines) => {
        for (const { logGroup, message } of lines) {
          outputs.log({ functionName: logGroup.replace(/^\/aws\/lambda\//, ''), message });
        }
      });
      await aborted(host);
      unfollow();
    }
  } finally {
    watcher.close();
    await session.close();
    await page.close();
    await aws.close();
    outputs.close();
  }
  return 0;
};

/** @throws UserError STATE_IN_USE: two would fight for the same functions */
function refuseSecond(stateDirectory: string, host: Host): void {
  const owner = readOwner(stateDirectory);
  if (owner?.url !== undefined) {
    throw new UserError(
      'STATE_IN_USE',
      `this workspace is served already, by process ${owner.pid} at ${owner.url}`,
      { subject: stateDirectory, hint: 'use it, or end it there with Ctrl-C' },
    );
  }
  if (owner !== undefined) {
    host.err(
      `waiting for process ${owner.pid}, another command that uses ${stateDirectoryName}/\n`,
    );
  }
}

async function aborted({ signal }: Host): Promise<undefined> {
  if (!signal.aborted) await once(signal, 'abort');
  return undefined;
}
