import { createConsole, type Console } from '@tooling/console';
import { localStage, type Plan } from '@tooling/core';
import type { Host } from '../host.ts';
import { onlyEmit, withPlan } from '../pipeline/run-pipeline.ts';
import type { OpenConsoleOptions } from './open-console.ts';

/** The console, with plans as `lambda plan` makes them. */
export function makeConsole(
  { root, endpoint, overridden }: OpenConsoleOptions,
  host: Host,
): Console {
  return createConsole({
    root,
    stage: localStage,
    endpoint,
    overridden,
    clock: host.clock,
    makePlan: (signal) => makeLocalPlan(hostOfPlan(host, { root, endpoint: endpoint(), signal })),
    report: (error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      host.err(`console: ${text}\n`);
    },
  });
}

function makeLocalPlan(host: Host): Promise<Plan> {
  const input = { args: [], options: {} };
  return withPlan(input, host, onlyEmit(ignore), ({ plan }) => Promise.resolve(plan));
}

interface PlanPlace {
  readonly root: string;
  readonly endpoint: string;
  readonly signal: AbortSignal;
}

/** Asks the local AWS that runs already, whatever stage and credentials the environment names. */
function hostOfPlan(host: Host, { root, endpoint, signal }: PlanPlace): Host {
  return {
    ...host,
    cwd: root,
    env: { AWS_ENDPOINT_URL: endpoint },
    out: ignore,
    err: ignore,
    isInteractive: false,
    terminal: undefined,
    signal,
  };
}

const ignore = () => undefined;
