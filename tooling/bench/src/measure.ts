import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. @returns wall time in milliseconds @throws when it fails */
export async function timeRun({ command, args, cwd, env }: Run): Promise<number> {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const exitCode = await promise;
  const elapsed = performance.now() - started;
  if (exitCode === 0) return elapsed;
  throw new Error(`${command} ${args.join(' ')} exited with ${String(exitCode)}:\n${output}`);
}

export interface Figure {
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly runs: number;
}

/** The spread of repeated measurements; the first one only warms up. */
export async function repeat(runs: number, measure: () => Promise<number>): Promise<Figure> {
  await measure();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await measure());
  return summarize(times);
}

export function summarize(times: readonly number[]): Figure {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { medianMs: at(0.5), minMs: at(0), maxMs: at(1), runs: sorted.length };
}
