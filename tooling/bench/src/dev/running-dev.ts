import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What came of a save, as `lambda dev --json` has it. */
interface Reloaded {
  readonly type: 'reloaded';
  readonly functions: readonly string[];
  readonly durationMs: number;
}

/** `lambda dev` of a workspace, as a process of its own. */
export interface RunningDev {
  /** The next save that has changed a function. */
  reloaded(): Promise<Reloaded>;
  /** What a function answers. */
  invoke(functionName: string): Promise<unknown>;
  /** Resident bytes of the process, and of esbuild's. */
  memory(): Promise<readonly [number, number]>;
  close(): Promise<void>;
}

interface Line {
  readonly type: string;
  readonly url?: string;
  readonly failure?: unknown;
}

/** Starts it, and waits until everything is deployed. @throws what it says is wrong */
export async function startDev(root: string): Promise<RunningDev> {
  const main = join(root, 'tooling', 'deploy', 'src', 'main.mjs');
  const program = join(root, 'node_modules', '.bin', 'node');
  const child = spawn(program, [main, 'dev', '--json', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started = Promise.withResolvers<string>();
  const told: Reloaded[] = [];
  const waiting: PromiseWithResolvers<Reloaded>[] = [];
  const fail = (reason: unknown) => {
    const error = new Error(`lambda dev: ${JSON.stringify(reason)}`);
    for (const { reject } of [started, ...waiting.splice(0)]) reject(error);
  };
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if (line.type === 'developing') started.resolve(line.url ?? '');
    if (line.failure !== undefined) fail(line.failure);
    if (line.type !== 'reloaded') return;
    const reloaded = line as unknown as Reloaded;
    // Touched, and the same as before.
    if (reloaded.functions.length === 0) return;
    const first = waiting.shift();
    if (first === undefined) told.push(reloaded);
    else first.resolve(reloaded);
  });
  const exited = once(child, 'exit').then(() => {
    fail('has ended');
  });
  const url = await started.promise;
  return {
    reloaded() {
      const first = told.shift();
      if (first !== undefined) return Promise.resolve(first);
      const next = Promise.withResolvers<Reloaded>();
      waiting.push(next);
      return next.promise;
    },
    async invoke(functionName) {
      const path = `/2015-03-31/functions/${functionName}/invocations?Qualifier=live`;
      const response = await fetch(url + path, { method: 'POST', body: '{}', headers: signed() });
      if (!response.ok) throw new Error(`${functionName}: ${await response.text()}`);
      return response.json();
    },
    async memory() {
      const pid = await nodeBelow(child.pid ?? 0);
      const children = await childrenOf(pid);
      const sizes = await Promise.all(
        children.map(async (one) => ((await isEsbuild(one)) ? residentBytes(one) : 0)),
      );
      return [await residentBytes(pid), sizes.reduce((sum, one) => sum + one, 0)];
    },
    async close() {
      child.kill('SIGINT');
      await exited;
    },
  };
}

/** The local AWS reads the region and the service from it, and checks no signature. */
function signed(): Record<string, string> {
  const scope = 'any/20260101/us-east-1/lambda/aws4_request';
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=0`,
    'x-amz-date': '20260101T000000Z',
  };
}

/** A shim may stand before the program itself. */
async function nodeBelow(pid: number): Promise<number> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!command.startsWith('/bin/sh') && !command.startsWith('sh\0')) return pid;
  const [first] = await childrenOf(pid);
  return first ?? pid;
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.trim() === '' ? [] : text.trim().split(' ').map(Number);
}

const isEsbuild = async (pid: number) =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('esbuild');

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/** What all files below a directory take. */
export async function sumFiles(directory: string): Promise<number> {
  const names = await readdir(directory, { recursive: true });
  const sizes = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(join(directory, name)).catch(() => undefined);
      return stats?.isFile() === true ? stats.size : 0;
    }),
  );
  return sizes.reduce((sum, one) => sum + one, 0);
}
