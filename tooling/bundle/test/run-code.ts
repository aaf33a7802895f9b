import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DevCode } from '../src/index.ts';

/** What code of `lambda dev` answers, as Lambda would load it. */
export async function runCode(code: DevCode | undefined): Promise<unknown> {
  const directory = await code?.();
  process.env.LAMBDA_TASK_ROOT = directory;
  const url = pathToFileURL(path.join(directory ?? '', 'index.mjs')).href;
  const { handler } = (await import(url)) as { handler: () => Promise<unknown> };
  return handler();
}
