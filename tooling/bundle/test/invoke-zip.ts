import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { makeDirectory } from './workspace.ts';

const runtimeClient = fileURLToPath(import.meta.resolve('aws-lambda-ric'));
const hook = fileURLToPath(new URL('rapid-client-hook.mjs', import.meta.url));

export interface Answer {
  readonly result?: unknown;
  readonly error?: { errorType: string; errorMessage: string; trace: string[] };
  /** What the runtime client logged: why a handler could not be loaded. */
  readonly log: string;
}

/**
 * Unpacks a zip into an empty directory and lets AWS's runtime client load its handler and call it
 * once, in a process of its own with nothing else around.
 */
export async function invokeZip(zip: Uint8Array, handler = 'index.handler'): Promise<Answer> {
  const taskRoot = await makeDirectory();
  for (const [name, contents] of Object.entries(unzipSync(zip))) {
    const file = path.join(taskRoot, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  const child = spawn(process.execPath, ['--import', hook, runtimeClient], {
    cwd: taskRoot,
    env: {
      NODE_OPTIONS: '--enable-source-maps',
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: handler,
      // Only a failed start is sent there, and nobody listens.
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9',
      AWS_LAMBDA_FUNCTION_NAME: 'x',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/x',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      TEST_EVENT: JSON.stringify({ n: 1 }),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, out, err, answer] = child.stdio;
  const [log, errors, json] = await Promise.all([
    text(out as NodeJS.ReadableStream),
    text(err as NodeJS.ReadableStream),
    text(answer as NodeJS.ReadableStream),
    once(child, 'close'),
  ]);
  return { ...(json === '' ? {} : (JSON.parse(json) as object)), log: log + errors };
}
