import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const run = promisify(execFile);

const lambda = (name: string, text: string) => ({
  [`lambdas/${name}/package.json`]: JSON.stringify({
    name: `@lambdas/${name}`,
    scripts: { build: 'lambda build' },
  }),
  [`lambdas/${name}/index.js`]: `exports.handler = async () => '${text}';\n`,
});

/** As after a push by force, once the server and this clone have forgotten what was there before. */
async function forgetHistory({ root }: TestWorkspace): Promise<void> {
  const git = (...args: string[]) => run('git', args, { cwd: root });
  await git('checkout', '--quiet', '--orphan', 'rewritten');
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
  await git(...identity, 'commit', '--quiet', '--message', 'rewritten');
  await git('branch', '--quiet', '--delete', '--force', 'before');
  await git('reflog', 'expire', '--expire=now', '--all');
  await git('gc', '--quiet', '--prune=now');
}

it('plans and deploys the same without the commit that is live, and only says less', async () => {
  await using workspace = await createWorkspace({
    ...lambda('changed', 'one'),
    ...lambda('same', 'same'),
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  await run('git', ['branch', '--move', 'before'], { cwd: workspace.root });
  const { stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: workspace.root });
  const before = stdout.trim();
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write(lambda('changed', 'two'));
  await workspace.commit('two');
  // What this checkout remembers of what was live would know better than git.
  const forget = () =>
    rm(join(workspace.root, 'node_modules/.cache'), { recursive: true, force: true });

  const plan = async () => {
    await forget();
    const { exitCode, out } = await runLambda(['plan', '--json'], options);
    const planned = jsonLines(out).find(({ type }) => type === 'planned') as {
      plan: { functions: readonly { functionName: string; action: string; reasons: string[] }[] };
    };
    const { functions } = planned.plan;
    return { exitCode, actions: functions.map((one) => [one.functionName, one.action]), functions };
  };
  const known = await plan();
  expect(known.functions[0]?.reasons.join()).toContain('lambdas/changed/index.js');

  await forgetHistory(workspace);
  const gone = run('git', ['cat-file', '-e', before], { cwd: workspace.root });
  await expect(gone).rejects.toThrow();
  const lost = await plan();
  expect(lost.exitCode).toBe(0);
  expect(lost.actions).toEqual(known.actions);
  expect(lost.actions).toEqual([
    ['changed', 'update'],
    ['same', 'none'],
  ]);
  expect(lost.functions[0]?.reasons.join()).toMatch(/bundle differs/);
  expect(lost.functions[0]?.reasons.join()).not.toContain('index.js');

  await forget();
  const why = await runLambda(['why', 'changed'], options);
  expect(why).toMatchObject({ exitCode: 0, err: '' });
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  const invoked = await runLambda(['invoke', 'changed'], options);
  expect(invoked.out).toBe('"two"\n');
});
