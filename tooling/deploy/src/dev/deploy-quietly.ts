import { describeFailure, localStage, type DeployEvent, type Failure } from '@tooling/core';
import { runDeploy } from '../commands/deploy.ts';
import type { Host } from '../host.ts';
import type { DevOutputs } from './dev-outputs.ts';
import { devHost } from './dev-host.ts';

export interface QuietDeploy {
  /** Names of lambdas whose live version is what the repository says. */
  readonly deployed: ReadonlySet<string>;
  /** Of the whole; what is wrong with single functions was told. */
  readonly failure?: Failure | undefined;
}

/** An ordinary deploy to the local stage, each function by itself, of which only the events are shown. */
export async function deployQuietly(
  names: readonly string[],
  host: Host,
  outputs: DevOutputs,
): Promise<QuietDeploy> {
  const deployed = new Set<string>();
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = parseEvent(line);
      if (event === undefined) continue;
      outputs.deploying(event);
      if (event.type !== 'finished') continue;
      for (const { lambda, outcome, failure } of event.report.functions) {
        if (outcome === 'deployed' || outcome === 'unchanged') deployed.add(lambda);
        else if (failure !== undefined) outputs.failed(failure, [lambda]);
      }
    }
  };
  const options = { json: true, independent: true, stage: localStage };
  try {
    await runDeploy({ args: names, options }, devHost(host, take));
    return { deployed };
  } catch (error) {
    return { deployed, failure: describeFailure(error) };
  }
}

function parseEvent(line: string): DeployEvent | undefined {
  try {
    return JSON.parse(line) as DeployEvent;
  } catch {
    // What is no event was meant for people: a warning of a build.
    return undefined;
  }
}
