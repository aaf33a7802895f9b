import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../host.ts';
import { runCommandLine } from '../run-command-line.ts';

/** Exit code of a process that SIGINT ended, by the shell's convention. */
const interruptedExitCode = 130;

/** First Ctrl-C: finish what is begun, begin nothing more. Second: leave at once. */
function listenForInterrupts(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}

function createHost(): Host {
  return {
    cwd: process.cwd(),
    env: process.env,
    out: (chunk) => void process.stdout.write(chunk),
    err: (chunk) => void process.stderr.write(chunk),
    isInteractive: process.stderr.isTTY && process.env.CI === undefined,
    hasColors: process.stdout.isTTY ? process.stdout.hasColors() : false,
    readStdin: () => text(process.stdin),
    signal: listenForInterrupts(),
    clock: {
      now: () => performance.now(),
      sleep: (milliseconds) => sleep(milliseconds),
    },
  };
}

/** A reader that went away (`lambda status | head`) is no failure. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

/** The whole program: the process in, its exit code out. */
export async function runMain(): Promise<void> {
  process.stdout.on('error', ignoreClosedPipe);
  process.exitCode = await runCommandLine(process.argv.slice(2), createHost());
}
