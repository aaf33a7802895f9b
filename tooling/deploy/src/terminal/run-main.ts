import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../host.ts';
import { runCommandLine } from '../run-command-line.ts';

/** Exit code of a process that SIGINT ended, by the shell's convention. */
const interruptedExitCode = 130;

/**
 * First Ctrl-C: finish what is begun, begin nothing more. Second: leave at once. A terminal that goes
 * away (SIGHUP) and a supervisor (SIGTERM) mean the same.
 */
function listenForInterrupts(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    process.stderr.write('interrupted: finishing what is begun; once more leaves at once\n');
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', interrupt);
  return controller.signal;
}

/**
 * Writes until the reader goes away (`lambda deploy | head`): from then on the words are lost, and
 * the work goes on.
 */
function createWriter(stream: NodeJS.WriteStream): (text: string) => void {
  let isOpen = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isOpen = false;
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
}

function openTerminal(): Host['terminal'] {
  const { stdin, stderr, env } = process;
  if (!stdin.isTTY || !stderr.isTTY || env.CI !== undefined) return undefined;
  return { input: stdin, output: stderr };
}

function createHost(date: () => Date): Host {
  return {
    cwd: process.cwd(),
    env: process.env,
    out: createWriter(process.stdout),
    err: createWriter(process.stderr),
    isInteractive: process.stderr.isTTY && process.env.CI === undefined,
    hasColors: process.stdout.isTTY ? process.stdout.hasColors() : false,
    terminal: openTerminal(),
    readStdin: () => text(process.stdin),
    signal: listenForInterrupts(),
    clock: {
      now: () => performance.now(),
      sleep: (milliseconds) => sleep(milliseconds),
      date,
    },
  };
}

/**
 * The whole program: the process in, its exit code out.
 *
 * @param date - the time of day
 */
export async function runMain(date: () => Date): Promise<void> {
  const host = createHost(date);
  process.exitCode = await runCommandLine(process.argv.slice(2), host);
  // What was left in the middle would keep the process alive: a call, a wait for the lock; so would
  // what a configuration file began and did not end.
  process.stdout.write('', () => process.exit());
}
