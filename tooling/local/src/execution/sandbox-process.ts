import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { killMarked } from './kill-marked.ts';
import { residentMemory } from './resident-memory.ts';
import type { ProcessExit } from './invocation-failure.ts';
import type { Watchdog } from './watchdog.ts';

const memoryCheckMs = 25;
const megabyte = 1_048_576;

/** How long pipes may stay open that something else holds when the process has ended. */
const closeGraceMs = 1000;

export interface SandboxProcessOptions {
  readonly mainFile: string;
  readonly preloadFile: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** One of the variables, as `NAME=value`, that no other environment has. */
  readonly marker: string;
  readonly memorySizeMb: number;
  /** Where Node's inspector listens, on 127.0.0.1. */
  readonly inspectorPort?: number | undefined;
  readonly watchdog: Watchdog;
}

/** The Node process of an execution environment, in a process group of its own. */
export interface SandboxProcess {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Where the runtime client frames log messages. */
  readonly telemetry: Readable;
  /**
   * Settles when the process has ended and its pipes are read to their end, and all that it started
   * has been killed that could be found: elsewhere than on Linux, its process group.
   */
  readonly exited: Promise<ProcessExit>;
  /** The most memory that it has held so far, in MB; undefined where the system does not tell. */
  peakMemoryMb(): number | undefined;
  /** Watches the memory until it is told to stop; over `memorySizeMb` the process is killed. */
  guardMemory(): () => void;
  kill(): void;
}

export async function startSandboxProcess(options: SandboxProcessOptions): Promise<SandboxProcess> {
  const { memorySizeMb, inspectorPort, watchdog } = options;
  const child = spawn(
    process.execPath,
    [
      ...heapFlags(memorySizeMb),
      ...(inspectorPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectorPort}`]),
      ...moduleFlags(options.environment.NODE_OPTIONS ?? ''),
      '--require',
      options.preloadFile,
      options.mainFile,
    ],
    {
      cwd: options.workingDirectory,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const { pid } = child;
  if (pid === undefined) {
    const [cause] = (await once(child, 'error')) as [Error];
    throw new Error('Node.js could not be started', { cause });
  }
  watchdog.add(pid);
  const [stdout, stderr, telemetry] = child.stdio.slice(1) as [Readable, Readable, Readable];
  let outOfMemory = false;
  let peakBytes = 0;

  const killGroup = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Nothing is left of the group.
    }
  };

  const measure = () => {
    const memory = residentMemory(pid);
    peakBytes = Math.max(peakBytes, memory?.peak ?? 0);
    return memory;
  };

  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      child.once('close', () => resolve({ code, signal, outOfMemory }));
      // What it started holds its pipes open and would keep them so.
      killGroup();
      killMarked(options.marker);
      watchdog.remove(pid);
      void letGo([stdout, stderr, telemetry]);
    });
  });

  return {
    stdout,
    stderr,
    telemetry,
    exited,
    peakMemoryMb() {
      measure();
      if (peakBytes === 0) return undefined;
      return Math.min(Math.ceil(peakBytes / megabyte), memorySizeMb);
    },
    guardMemory() {
      const timer = setInterval(() => {
        const memory = measure();
        if (memory === undefined || memory.current <= memorySizeMb * megabyte) return;
        outOfMemory = true;
        killGroup();
      }, memoryCheckMs);
      return () => clearInterval(timer);
    },
    kill: killGroup,
  };
}

/** Ends pipes that somebody keeps open who could not be found; one that is read slowly is waited for. */
async function letGo(pipes: readonly Readable[]): Promise<void> {
  do {
    await wait(closeGraceMs, undefined, { ref: false });
    // When everything here was late, what is in the pipes is read first.
    await setImmediate();
  } while (pipes.some((pipe) => !pipe.closed && pipe.isPaused()));
  for (const pipe of pipes) pipe.destroy();
}

/** The shares of the memory that AWS's own start script gives to V8. */
function heapFlags(memorySizeMb: number): string[] {
  const percent = (share: number) => String(Math.floor((memorySizeMb * share) / 100));
  return [
    '--expose-gc',
    `--max-semi-space-size=${percent(5)}`,
    `--max-old-space-size=${percent(90)}`,
  ];
}

/**
 * AWS switches both off unless the function's NODE_OPTIONS ask for them: a zip must make its module
 * type plain. https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
function moduleFlags(nodeOptions: string): string[] {
  return ['require-module', 'detect-module']
    .filter((feature) => !nodeOptions.includes(feature))
    .map((feature) => `--no-experimental-${feature}`);
}
