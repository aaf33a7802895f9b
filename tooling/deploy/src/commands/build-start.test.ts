import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createWorkspace } from '../../test/create-workspace.ts';

const run = promisify(execFile);
const main = join(import.meta.dirname, '../main.mjs');

/** What no build of a plain lambda needs, and what takes longer to load than such a build takes. */
const heavy = ['zod', 'commander', 'acorn', 'yaml', 'cli-table3', '@aws-sdk/client-lambda'];

it('a build of a plain lambda loads no schema, no parser and nothing of AWS', async () => {
  await using workspace = await createWorkspace({
    'lambdas/one/package.json': '{"name":"@lambdas/one","scripts":{"build":"lambda build"}}',
    'lambdas/one/index.ts': 'export const handler = async () => 1;\n',
    'lambdas/one/lambda.config.ts': 'export default { memorySize: 256 };\n',
  });
  const list =
    "import { registerHooks } from 'node:module'; registerHooks({ resolve: (name, context, next) => { process.stderr.write(name + '\\n'); return next(name, context); } });";
  const { stderr } = await run(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(list)}`, main, 'build'],
    { cwd: join(workspace.root, 'lambdas/one') },
  );
  const loaded = stderr.split('\n');
  expect(loaded).toContain('esbuild');
  expect(heavy.filter((name) => loaded.includes(name))).toEqual([]);
});
