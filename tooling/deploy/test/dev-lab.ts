import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

const repository = resolve(import.meta.dirname, '../../..');

/** A line that `lambda dev --json` printed. */
export type DevLine = Readonly<Record<string, unknown>> & { readonly type: string };

/** `lambda dev`, as somebody starts it in a terminal. */
export interface Dev {
  readonly pid: number;
  /** Of the local AWS; there when everything is deployed. */
  readonly url: string;
  readonly lines: readonly DevLine[];
  /** The first line from now on, or after another one, that is like this. */
  next(isWanted: (line: DevLine) => boolean): Promise<DevLine>;
  /** What the function answers, as JSON. */
  invoke(functionName: string, event?: unknown): Promise<unknown>;
  /** Ctrl-C. @returns the exit code */
  interrupt(): Promise<number | null>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the command itself, and waits until it says that everything is deployed. */
export async function startDev(root: string, ...args: readonly string[]): Promise<Dev> {
  const main = join(repository, 'tooling', 'deploy', 'src', 'main.mjs');
  const child = spawn(process.execPath, [main, 'dev', '--json', '--port', '0', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const lines: DevLine[] = [];
  const waiting = new Set<{
    isWanted: (line: DevLine) => boolean;
    resolve: (line: DevLine) => void;
    reject: (error: Error) => void;
  }>();
  let seen = 0;
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as DevLine;
    lines.push(line);
    for (const one of waiting) {
      if (!one.isWanted(line)) continue;
      waiting.delete(one);
      seen = lines.length;
      one.resolve(line);
    }
  });
  // Not when it exits: what it said before may still be on its way.
  const exited = once(child, 'close').then(([code]) => {
    const said = JSON.stringify(lines.slice(-20), undefined, 1);
    for (const { reject } of waiting) reject(new Error(`lambda dev has ended: ${said}`));
    return code as number | null;
  });
  const next: Dev['next'] = (isWanted) => {
    const index = lines.findIndex((line, at) => at >= seen && isWanted(line));
    const found = lines[index];
    if (found !== undefined) {
      seen = index + 1;
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => waiting.add({ isWanted, resolve, reject }));
  };
  // As a terminal does: all processes of the group hear of it.
  const interrupt = async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    return exited;
  };
  const started = await next(({ type }) => type === 'developing');
  const url = String(started.url);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new LambdaClient({ endpoint: url, region: 'us-east-1', credentials });
  return {
    pid: child.pid ?? 0,
    url,
    lines,
    next,
    async invoke(FunctionName, event = {}) {
      const Payload = JSON.stringify(event);
      const invoking = new InvokeCommand({ FunctionName, Qualifier: 'live', Payload });
      const answer = await client.send(invoking);
      return JSON.parse(Buffer.from(answer.Payload ?? []).toString()) as unknown;
    },
    interrupt,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await interrupt();
    },
  };
}

export const reloaded = ({ type }: DevLine): boolean => type === 'reloaded';
export const notReloaded = ({ type }: DevLine): boolean => type === 'not-reloaded';

/** A log line with this in it. */
export const logged =
  (text: string) =>
  ({ type, message }: DevLine): boolean =>
    type === 'logged' && String(message).includes(text);
