import { expect, it } from 'vitest';
import { createWorkspace } from '../../test/create-workspace.ts';
import { runLambda, type Ran } from '../../test/run-lambda.ts';
import { startStage } from '../../test/stage.ts';
import { annotate } from './annotate.ts';

const commandsIn = ({ out }: Ran): readonly string[] =>
  out.split('\n').filter((line) => line.startsWith('::'));

it('says once, on a line of its own, why a command failed, and nothing in lines of JSON', async () => {
  await using workspace = await createWorkspace({
    'lambdas/one/index.js': "exports.other = async () => 'one';\n",
    'lambdas/two/index.js': "exports.other = async () => 'two';\n",
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: { ...stage.env, GITHUB_ACTIONS: 'true' } };
  for (const command of ['plan', 'deploy']) {
    const [first = '', ...others] = commandsIn(await runLambda([command], options));
    expect(first).toMatch(
      /^::error title=HANDLER_MISSING::.*%0A→ .*%0A1 more failed: see the log$/,
    );
    expect(others).toEqual([]);
  }
  const lines = await runLambda(['deploy', '--json'], options);
  expect(lines.exitCode).toBe(1);
  expect(commandsIn(lines)).toEqual([]);
  const elsewhere = await runLambda(['plan'], { ...options, env: stage.env });
  expect(commandsIn(elsewhere)).toEqual([]);

  await workspace.write({ 'lambdas/one/lambda.config.ts': 'export default { memory: 1 };\n' });
  for (const command of ['plan', 'deploy']) {
    const refused = await runLambda([command], options);
    expect(commandsIn(refused)).toEqual([
      expect.stringMatching(/^::error title=CONFIG_INVALID::.*memory/),
    ]);
  }
});

it('escapes what GitHub would take for the end of a message, or of its title', () => {
  let out = '';
  const failure = { message: '50 % of a:\r\nb', problems: [], hint: 'wait', exitCode: 1 };
  annotate(
    { functions: [{}, { failure: { ...failure, code: 'A:B,C' } }] },
    { env: { GITHUB_ACTIONS: 'true' }, out: (text) => (out += text) },
    false,
  );
  expect(out).toBe('::error title=A%3AB%2CC::50 %25 of a:%0D%0Ab%0A→ wait\n');
});
