import { expect, it } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

/** What stops a deploy: it is said there. */
const halfWritten = {
  'lambdas/begun/notes.txt': 'to do\n',
  'lambdas/broken/index.js': '',
  'lambdas/broken/lambda.config.ts': 'export default {',
  'lambdas/a file.txt': '',
  'lambdas/no name/index.js': '',
};

it('asks a stage about the others while a lambda is half written', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write(halfWritten);

  expect(await runLambda(['plan'], options)).toMatchObject({ exitCode: 2 });
  const status = await runLambda(['status'], options);
  expect(status).toMatchObject({ exitCode: 0, err: '' });
  expect(status.out).toMatch(/begun +not deployed/);
  expect(status.out).toMatch(/no name +not deployed/);
  expect(status.out).toMatch(/hello +live +1/);
  const invoked = await runLambda(['invoke', 'hello'], options);
  expect(invoked).toEqual({ exitCode: 0, out: '"hello"\n', err: '' });
});
