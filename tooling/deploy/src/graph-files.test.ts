import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const files = { 'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n" };

it('draws plans and bundles into the files that are named, and refuses others before it begins', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const read = (name: string) => readFile(join(workspace.root, name), 'utf8');

  const tree = await runLambda(['plan', '--graph'], options);
  expect(tree).toMatchObject({ exitCode: 0 });
  expect(tree.out).toMatch(/\nhello {2}create\n$/);

  const svg = await runLambda(['plan', '--graph', 'plan.svg', '--json'], options);
  expect(jsonLines(svg.out).at(-1)).toEqual({ type: 'picture-written', file: 'plan.svg' });
  expect(await read('plan.svg')).toMatch(/^<svg [\s\S]*>hello<tspan class="note"> create/);

  await runLambda(['why', 'hello', '--graph', 'why.md'], options);
  expect(await read('why.md')).toMatch(/^```mermaid\nflowchart LR\n[\s\S]*\n```\n$/);
  await runLambda(['why', 'lambdas/hello', '--graph', 'why.mmd'], options);
  expect(await read('why.mmd')).toMatch(/^flowchart LR\n/);

  const report = await runLambda(['build', '--report'], options);
  expect(report.out).toContain('wrote bundle-report.html: open it in a browser\n');
  expect(await read('bundle-report.html')).toContain('<strong>hello</strong>');

  const refusals = [
    [['plan', '--graph', 'plan.png'], '--graph plan.png ends in none of .mmd, .md, .svg'],
    [['why', 'hello', '--graph', 'hello'], '--graph hello ends in none of'],
    [['plan', '--graph', '--json'], 'a tree, which is no JSON'],
    [['plan', '--graph', 'not/there.svg'], 'not/there.svg cannot be written'],
    [['build', '--report', 'hello'], '--report hello does not end in .html'],
  ] as const;
  for (const [args, message] of refusals) {
    const { exitCode, out, err } = await runLambda(args, options);
    expect({ args, exitCode, said: out + err }).toEqual({
      args,
      exitCode: 2,
      said: expect.stringContaining(message) as string,
    });
  }
});
