import { expect, it } from 'vitest';
import { jobOf, resultsOf, stepOf } from './testing/find-in-run.ts';
import { showRun } from './testing/show-run.ts';
import { greeter, smallRepository } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

it('rolls back by hand, keeps that over the next push, and takes it back by hand', async () => {
  await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'good')));
  const { author } = rehearsal;
  await rehearsal.run('lambda.yml', await author.push());
  await author.commit('bad', greeter('hello', 'bad'));
  await rehearsal.run('lambda.yml', await author.push());
  expect(await rehearsal.ask('dev-hello')).toBe('bad');

  const inputs = { stage: 'dev', lambdas: 'hello' };
  const shown = await rehearsal.run(
    'lambda.yml',
    await author.dispatch({ ...inputs, command: 'rollback', 'dry-run': 'true' }),
  );
  expect(shown.conclusion, showRun(shown)).toBe('success');
  expect(await rehearsal.ask('dev-hello')).toBe('bad');

  const back = await rehearsal.run(
    'lambda.yml',
    await author.dispatch({ ...inputs, command: 'rollback' }),
  );
  expect(back.conclusion, showRun(back)).toBe('success');
  expect(resultsOf(back)).toMatchObject({
    check: 'skipped',
    deploy: 'skipped',
    operate: 'success',
  });
  expect(await rehearsal.ask('dev-hello')).toBe('good');
  const { summary } = jobOf(back, 'operate');
  expect(summary).toContain('## Rollback in stage dev');
  expect(summary).toContain('| dev-hello | 🟢 rolled back | 1 | 2 |  |');

  await author.commit('unrelated', { 'README.md': 'words\n' });
  const push = await rehearsal.run('lambda.yml', await author.push());
  expect(push.conclusion, showRun(push)).toBe('success');
  expect(await rehearsal.ask('dev-hello')).toBe('good');
  expect(jobOf(push, 'deploy').summary).toContain(
    'pinned: this is version 2, which was rolled back',
  );

  const unpin = await rehearsal.run(
    'lambda.yml',
    await author.dispatch({ ...inputs, command: 'unpin' }),
  );
  expect(unpin.conclusion, showRun(unpin)).toBe('success');
  expect(stepOf(unpin, 'operate', 'Do it').log).toContain(
    'dev-hello: version 2 is not pinned any more',
  );
  const deploy = await rehearsal.run(
    'lambda.yml',
    await author.dispatch({ command: 'deploy', stage: 'dev' }),
  );
  expect(deploy.conclusion, showRun(deploy)).toBe('success');
  expect(resultsOf(deploy)).toMatchObject({
    check: 'success',
    build: 'success',
    operate: 'success',
  });
  expect(await rehearsal.ask('dev-hello')).toBe('bad');
});

it('refuses what is no name, and what another branch asks for', async () => {
  await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'good')));
  const { author, github } = rehearsal;
  const { environments } = github.settings;
  await author.push();
  await author.branch('aside');
  await author.push();
  const asked: string[] = [];
  rehearsal.onAwsRequest = ({ path }) => Promise.resolve(void asked.push(path));
  const refusalOf = async (inputs: Record<string, string>, branch = 'main') => {
    const event = await author.dispatch({ stage: 'dev', ...inputs }, branch);
    const run = await rehearsal.run('lambda.yml', event);
    expect(resultsOf(run)).toMatchObject({ operate: 'failure' });
    return jobOf(run, 'operate').annotations[0]?.message;
  };
  expect(await refusalOf({ command: 'rollback', lambdas: '$(touch /tmp/x); hello' })).toBe(
    'Lambdas are names of directories under lambdas/, separated by spaces.',
  );
  expect(await refusalOf({ command: 'prune', lambdas: '--yes' })).toBe(
    'Lambdas are names, without options.',
  );
  expect(await refusalOf({ command: 'rollback', to: '--force' })).toBe(
    'A rollback goes to a version, 12, or to a commit, seven hex digits or more.',
  );
  expect(await refusalOf({ command: 'unpin' }, 'aside')).toBe(
    'Branch "aside" is not allowed to deploy to dev due to environment protection rules.',
  );
  // Nobody has given the environment that rule.
  github.settings = {
    ...github.settings,
    environments: { dev: { vars: environments.dev?.vars ?? {} } },
  };
  expect(await refusalOf({ command: 'unpin' }, 'aside')).toBe(
    'Run the workflow on main: no other branch operates a stage.',
  );
  expect(asked).toEqual([]);
});
