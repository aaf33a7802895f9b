import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const greeting = (text: string) => `exports.handler = async () => '${text}';\n`;

/** Two commits: the second changes one lambda and leaves the other. */
async function commitTwice(workspace: TestWorkspace) {
  await workspace.write({ 'lambdas/hello/package.json': manifest('hello') });
  const older = await workspace.commit('older');
  await workspace.write({ 'lambdas/hello/index.js': greeting('newer') });
  return { older, newer: await workspace.commit('newer') };
}

const manifest = (name: string) =>
  JSON.stringify({ name: `@lambdas/${name}`, scripts: { build: 'lambda build' } });

const files = {
  'lambdas/hello/index.js': greeting('older'),
  'lambdas/other/index.js': greeting('other'),
  'lambdas/other/package.json': manifest('other'),
};

it('refuses an older commit over a newer one, switches nothing, and does it by force', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const { older, newer } = await commitTwice(workspace);
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });

  await workspace.checkout(older);
  await workspace.write({ 'lambdas/other/index.js': greeting('would be new') });
  await using proxy = await startProxy(stage.aws.url);
  const watched = { ...options, env: { AWS_ENDPOINT_URL: proxy.url } };
  const planned = await runLambda(['plan'], watched);
  expect(planned.exitCode).toBe(3);
  expect(planned.out).toMatch(/hello +blocked +live is commit/);
  expect(planned.out).toContain(`OLDER_COMMIT  hello: live is commit ${newer.slice(0, 12)} of 20`);
  expect(planned.out).toMatch(new RegExp(`descends from commit ${older.slice(0, 12)}-dirty of 20`));
  expect(planned.out).toContain('→ in a pipeline there is nothing to do');
  expect(planned.out).toContain('lambda deploy --force');

  const refused = await runLambda(['deploy'], watched);
  expect(refused.exitCode).toBe(3);
  expect(refused.out).toContain('nothing was switched');
  expect(writesOf(proxy.seen)).toEqual([]);

  expect(await runLambda(['deploy', '--force'], options)).toMatchObject({ exitCode: 0 });
  const invoked = await runLambda(['invoke', 'hello'], options);
  expect(invoked.out).toBe('"older"\n');
  // And forward again, without any force.
  await workspace.write({ 'lambdas/other/index.js': greeting('other') });
  await workspace.checkout(newer);
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
});

it('remembers when a commit was made, for clones that do not have it', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const { newer } = await commitTwice(workspace);
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  const { Configuration } = await stage.lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }),
  );
  expect(Configuration?.Description).toMatch(
    new RegExp(`^commit:${newer} .* at:[0-9a-z]+ lock:[0-9a-f]{12} tool:\\S+$`),
  );

  // A history that has nothing of what is live, from long before it.
  await using stranger = await createWorkspace({
    ...files,
    'lambdas/hello/package.json': manifest('hello'),
  });
  await stranger.recommit(new Date('2026-01-01T00:00:00Z'));
  const planned = await runLambda(['plan', '--json'], { ...options, cwd: stranger.root });
  expect(planned.exitCode).toBe(3);
  const event = jsonLines(planned.out).find(({ type }) => type === 'planned');
  expect(JSON.stringify(event)).toContain('is not in this clone, and was made later than');
});
