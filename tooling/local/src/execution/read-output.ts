import { setImmediate } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import type { ExecutableFunction } from './executor.ts';
import { levelOf, passes } from './log-level.ts';
import type { LogStream } from './log-stream.ts';
import { splitLines } from './split-lines.ts';
import { readTelemetry } from './telemetry-frames.ts';

const mostTurns = 100;

export interface OutputStreams {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Where the runtime client frames log messages. */
  readonly telemetry: Readable;
}

export interface Output {
  /** Settles when everything that the process had written before the call has been read. */
  drained(): Promise<void>;
  /** Takes what is left without a newline for a line. */
  end(): void;
}

/**
 * Turns what a function's process writes into log events. The process is left waiting while more
 * than a few megabytes wait for the log sink, so that a flood is bounded in memory.
 */
export function readOutput(
  from: OutputStreams,
  executable: ExecutableFunction,
  log: LogStream,
): Output {
  const all = [from.stdout, from.stderr, from.telemetry];
  let chunksRead = 0;
  let isPaused = false;

  const emit = (message: string) => {
    log.write(message);
    if (!log.isFull || isPaused) return;
    isPaused = true;
    for (const stream of all) stream.pause();
    void log.relieve().then(() => {
      isPaused = false;
      for (const stream of all) stream.resume();
    });
  };
  // The runtime client filters what goes through `console`; this is for everything else.
  const filter = executable.logFormat === 'JSON' ? (executable.applicationLogLevel ?? 'INFO') : '';
  const emitLine = (line: string) => {
    if (filter === '' || passes(levelOf(line), filter)) emit(line);
  };

  const read = (stream: Readable, take: (chunk: Buffer) => void) => {
    stream.on('data', (chunk: Buffer) => {
      chunksRead += 1;
      take(chunk);
    });
  };
  const stdout = splitLines(emitLine);
  const stderr = splitLines(emitLine);
  read(from.stdout, (chunk) => {
    stdout.write(chunk);
  });
  read(from.stderr, (chunk) => {
    stderr.write(chunk);
  });
  read(from.telemetry, readTelemetry(emit));

  const end = () => {
    stdout.end();
    stderr.end();
  };
  return {
    end,
    async drained() {
      // What was written before the runtime's request is in the kernel by now, so every turn of
      // the event loop reads some of it until there is none. Whatever works on in the background
      // may go on writing: the kernel's buffers are read in far fewer turns than these.
      let seen = -1;
      for (let turn = 0; turn < mostTurns && seen !== chunksRead; turn += 1) {
        seen = chunksRead;
        while (isPaused) await log.relieve();
        await setImmediate();
        await setImmediate();
      }
      end();
    },
  };
}
