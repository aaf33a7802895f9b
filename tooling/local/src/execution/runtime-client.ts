import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutableFunction } from './executor.ts';

/** Which of AWS's runtime clients runs a function, and how. */
export interface RuntimeClient {
  /** The module that Node is started with. */
  readonly mainFile: string;
  /** The client's package, for LAMBDA_RUNTIME_DIR. */
  readonly directory: string;
  /** The major version of Node that the runtime's name promises. */
  readonly nodeMajor: number;
}

const require = createRequire(import.meta.url);
const fileBeside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Answers the `require` of the client's compiled addon; see there. */
export const preloadFile = fileBeside('runtime/preload.cjs');

/**
 * The client by a runtime's name: version 3.3 up to nodejs22.x, version 4 from nodejs24.x on, which
 * refuses handlers that take a callback.
 */
export function runtimeClientOf(runtime: string): RuntimeClient {
  const major = /^nodejs(\d+)\.x$/.exec(runtime)?.[1];
  if (major === undefined) {
    throw new Error(`The local AWS runs Node.js functions only, not ${runtime}.`);
  }
  const nodeMajor = Number(major);
  const mainFile =
    nodeMajor < 24 ? fileBeside('runtime/start-ric-3.mjs') : require.resolve('aws-lambda-ric');
  return {
    mainFile,
    directory: dirname(nodeMajor < 24 ? require.resolve('aws-lambda-ric-3') : mainFile),
    nodeMajor,
  };
}

/**
 * A line for the log of a function whose runtime promises another Node than the one that runs here;
 * once a function and runtime, which `noticed` remembers.
 */
export function nodeVersionNotice(
  { functionName, runtime, logFormat }: ExecutableFunction,
  noticed: Set<string>,
): string | undefined {
  const key = `${functionName} ${runtime}`;
  const isExact =
    String(runtimeClientOf(runtime).nodeMajor) === process.versions.node.split('.')[0];
  if (isExact || noticed.has(key)) return undefined;
  noticed.add(key);
  const message = `LOCAL This function is configured for ${runtime}; the local AWS runs it on Node.js ${process.versions.node}.`;
  return logFormat === 'JSON' ? JSON.stringify({ level: 'INFO', message }) : `${message}\n`;
}
