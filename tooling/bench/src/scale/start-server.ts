import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** How long an update of a function takes. */
export const settleMs = 1000;
/** How long Lambda cannot assume a new role: in AWS some seconds. */
export const roleSettleMs = 5000;
/** What a request takes on its way to a region nearby and in the service. */
const latency = '20-60ms';

export interface Requests {
  /** Answered with 429. */
  readonly throttled: number;
  /** By `service:operation`. */
  readonly operations: Readonly<Record<string, number>>;
}

/** The local AWS as a process of its own, with AWS's quotas and a distance. */
export interface Server {
  readonly url: string;
  /** Since the last time that it was asked. */
  countRequests(): Promise<Requests>;
  close(): Promise<void>;
}

interface Counts {
  readonly operations: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

function toRequests({ operations }: Counts): Requests {
  const sum = (outcomes: Readonly<Record<string, number>>) =>
    Object.values(outcomes).reduce((total, count) => total + count, 0);
  const counts = Object.fromEntries(
    Object.entries(operations).map(([operation, outcomes]) => [operation, sum(outcomes)]),
  );
  return {
    throttled: Object.values(operations).reduce(
      (total, outcomes) => total + (outcomes['429'] ?? 0),
      0,
    ),
    operations: counts,
  };
}

/** @param root - of a workspace; its `.local/` is not touched */
export async function startServer(root: string, stateDirectory: string): Promise<Server> {
  const args = [
    join(root, 'tooling', 'deploy', 'src', 'main.mjs'),
    'local',
    '--json',
    ...['--port', '0', '--state', stateDirectory],
    ...['--settle-ms', String(settleMs), '--role-settle-ms', String(roleSettleMs)],
    ...['--limits', 'aws', '--faults', `*=delay:${latency}`],
  ];
  const child = spawn(join(root, 'node_modules', '.bin', 'node'), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { readonly url: string };
  const requests = `${url}/_local/requests`;
  return {
    url,
    async countRequests() {
      const counts = (await (await fetch(requests)).json()) as Counts;
      await fetch(requests, { method: 'POST' });
      return toRequests(counts);
    },
    async close() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
