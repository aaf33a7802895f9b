import { UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { resultsOf } from './testing/find-in-run.ts';
import { showRun } from './testing/show-run.ts';
import { greeter, smallRepository } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

it('keeps one issue while something has drifted, and closes it when nothing has', async () => {
  await using rehearsal = await startRehearsal(
    smallRepository({ ...greeter('hello', 'first'), ...greeter('gone', 'gone') }),
  );
  const { author, github, lambda } = rehearsal;
  const { issues, comments } = github.store;
  const look = async () => {
    const run = await rehearsal.run('drift.yml', await author.schedule());
    expect(run.conclusion, showRun(run)).toBe('success');
    expect(resultsOf(run)).toEqual({ look: 'success', report: 'success' });
  };
  await rehearsal.run('lambda.yml', await author.push());
  await author.commit('second', {
    ...greeter('hello', 'second'),
    'lambdas/gone': undefined,
  });
  await rehearsal.run('lambda.yml', await author.push());
  // Somebody moves what serves back by hand.
  await lambda.send(
    new UpdateAliasCommand({ FunctionName: 'dev-hello', Name: 'live', FunctionVersion: '1' }),
  );

  await look();
  expect(issues).toMatchObject([
    { title: 'What is live is not what was deployed', state: 'open', writes: 1 },
  ]);
  expect(issues[0]?.body).toContain(
    '| dev-hello | live | version 2 | version 1 | changed by hand |',
  );
  expect(issues[0]?.body).toContain(
    '| dev-hello | code | as built | other code | changed by hand |',
  );
  expect(issues[0]?.body).toContain('<code>pnpm lambda deploy --verify --stage dev hello</code>');
  expect(issues[0]?.body).toContain('| dev-gone | gone | 🟡 would be removed |');
  await look();
  expect(issues).toMatchObject([{ state: 'open', writes: 1 }]);

  await lambda.send(
    new UpdateAliasCommand({ FunctionName: 'dev-hello', Name: 'live', FunctionVersion: '2' }),
  );
  await author.commit('back', greeter('gone', 'gone'));
  await rehearsal.run('lambda.yml', await author.push());
  await look();
  expect(issues).toMatchObject([{ state: 'closed' }]);
  expect(comments).toMatchObject([{ issue: 1, body: 'Everything is as it was deployed again.' }]);
});
