import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { watchMemory } from './watch-memory.ts';

/** What one run of a program took. */
export interface Usage {
  readonly wallMs: number;
  /** User and system time of the process and of all that it started and waited for. */
  readonly cpuMs: number;
  /** Peak resident set of the process itself; absent where it did not say. */
  readonly peakBytes?: number | undefined;
  /** Peak of what it and all that it started held together; absent where no /proc tells. */
  readonly peakOfAllBytes?: number | undefined;
  readonly stdout: string;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** @returns the second line of `times`: what all children took together */
function parseTimes(output: string): number {
  const [, line = ''] = output.split('\n');
  const parts = [...line.matchAll(/(\d+)m([\d.,]+)s/g)];
  return parts.reduce(
    (sum, [, minutes = '0', seconds = '0']) =>
      sum + (Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1000,
    0,
  );
}

/** Runs a program to its end. @throws when it fails, with all that it said */
export async function measure({ command, args, cwd, env }: Program): Promise<Usage> {
  const directory = await mkdtemp(join(tmpdir(), 'usage-'));
  const usageFile = join(directory, 'usage.json');
  const script = '"$@"; status=$?; times >&3; exit "$status"';
  const started = performance.now();
  const child = spawn('sh', ['-c', script, 'sh', command, ...args], {
    cwd,
    env: { ...process.env, ...env, BENCH_USAGE: usageFile },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const memory = watchMemory(child.pid);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const [, out, err, times] = child.stdio as unknown as readonly NodeJS.ReadableStream[];
  if (out === undefined || err === undefined || times === undefined) throw new Error('no pipes');
  const [exitCode, stdout, stderr, cpu] = await Promise.all([
    promise,
    text(out),
    text(err),
    text(times),
  ]);
  const wallMs = performance.now() - started;
  const peakOfAllBytes = memory.stop();
  const usage = await readFile(usageFile, 'utf8').catch(() => undefined);
  await rm(directory, { recursive: true });
  if (exitCode !== 0) {
    const said = `${stdout.slice(-4000)}${stderr.slice(-4000)}`;
    throw new Error(`${command} ${args.join(' ')} exited with ${String(exitCode)}:\n${said}`);
  }
  const { maxRSS: peakKilobytes } =
    usage === undefined ? {} : (JSON.parse(usage) as { readonly maxRSS?: number });
  return {
    wallMs,
    cpuMs: parseTimes(cpu),
    peakBytes: peakKilobytes === undefined ? undefined : peakKilobytes * 1024,
    peakOfAllBytes,
    stdout,
  };
}

/** The command `lambda` of a workspace. */
export function measureLambda(
  root: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<Usage> {
  const usageModule = join(import.meta.dirname, 'report-usage.mjs');
  const main = join(root, 'tooling', 'deploy', 'src', 'main.mjs');
  const command = join(root, 'node_modules', '.bin', 'node');
  return measure({ command, args: ['--import', usageModule, main, ...args], cwd: root, env });
}
