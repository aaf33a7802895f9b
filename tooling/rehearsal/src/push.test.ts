import { describe, expect, it } from 'vitest';
import { jobOf, resultsOf, stepOf } from './testing/find-in-run.ts';
import { showRun } from './testing/show-run.ts';
import { greeter, sharedWord, smallRepository } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

describe('a push to main', () => {
  it('creates a new lambda of which there is only its code, in one stage and then in production', async () => {
    const stages = ['dev', 'prod'];
    await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'hi')), stages);
    const { author } = rehearsal;
    await author.commit('a lambda', {
      'lambdas/bare/index.js': "exports.handler = async () => 'bare';\n",
    });
    const run = await rehearsal.run('lambda.yml', await author.push());
    expect(run.conclusion, showRun(run)).toBe('success');
    expect(resultsOf(run)).toEqual({
      changeset: 'skipped',
      check: 'success',
      plan: 'skipped',
      comment: 'skipped',
      build: 'success',
      deploy: 'success',
      'deploy-production': 'success',
      'no-stage': 'skipped',
      operate: 'skipped',
    });
    expect(stepOf(run, 'check', 'Check').log).toContain('::group::@lambdas/bare:test');
    expect(await rehearsal.functionNames()).toEqual([
      'dev-bare',
      'dev-hello',
      'prod-bare',
      'prod-hello',
    ]);
    expect(await rehearsal.ask('dev-bare')).toBe('bare');
    expect(await rehearsal.ask('prod-bare')).toBe('bare');
    // Keys of temporary credentials begin with ASIA, tokens of GitHub with ghs_, those of OIDC with eyJ.
    expect(showRun(run)).not.toMatch(/ASIA[A-Z0-9]{8}|ghs_|eyJ/);
    expect(jobOf(run, 'deploy').summary).toContain('| dev-bare | 🟢 create | new function |');
    expect(jobOf(run, 'deploy-production').summary).toContain('## Deploy to stage prod: done');
  });

  it('updates exactly what it changes', async () => {
    await using rehearsal = await startRehearsal(
      smallRepository({
        ...sharedWord('word', 'one'),
        ...greeter('alone', 'alone'),
        ...greeter('first', 'first ', ['word']),
        ...greeter('second', 'second ', ['word']),
      }),
    );
    const { author } = rehearsal;
    const names = ['dev-alone', 'dev-first', 'dev-second'];
    const versions = () => Promise.all(names.map((name) => rehearsal.liveVersion(name)));
    const first = await rehearsal.run('lambda.yml', await author.push());
    expect(first.conclusion, showRun(first)).toBe('success');
    expect(await versions()).toEqual(['1', '1', '1']);

    await author.commit('one lambda', greeter('alone', 'still alone'));
    const one = await rehearsal.run('lambda.yml', await author.push());
    expect(one.conclusion, showRun(one)).toBe('success');
    expect(await rehearsal.ask('dev-alone')).toBe('still alone');
    expect(await versions()).toEqual(['2', '1', '1']);

    await author.commit('the package', sharedWord('word', 'two'));
    const shared = await rehearsal.run('lambda.yml', await author.push());
    expect(shared.conclusion, showRun(shared)).toBe('success');
    expect(await rehearsal.ask('dev-first')).toBe('first two');
    expect(await rehearsal.ask('dev-second')).toBe('second two');
    expect(await versions()).toEqual(['2', '2', '2']);
    const { summary } = jobOf(shared, 'deploy');
    expect(summary).toContain('2 of 3 functions differ from what is live');
    expect(summary).toContain('| dev-first | 🟡 update | code: packages/word/index.js changed |');
    expect(summary).toContain('| dev-second | 🟡 update | code: packages/word/index.js changed |');

    await author.commit('words', { 'README.md': 'words\n' });
    const none = await rehearsal.run('lambda.yml', await author.push());
    expect(none.conclusion, showRun(none)).toBe('success');
    expect(await versions()).toEqual(['2', '2', '2']);
    expect(stepOf(none, 'deploy', 'Deploy').log).toContain('nothing to do');
    expect(jobOf(none, 'deploy').summary).toContain('Nothing to do: everything is live already.');
  });

  it('deploys nothing when a test fails', async () => {
    await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'hi')));
    const { author } = rehearsal;
    await author.commit('broken', {
      'lambdas/hello/index.js': 'export const handler = async () => 1;\n',
    });
    const run = await rehearsal.run('lambda.yml', await author.push());
    expect(run.conclusion).toBe('failure');
    expect(resultsOf(run)).toMatchObject({ check: 'failure', deploy: 'skipped' });
    expect(stepOf(run, 'check', 'Check').log).toContain('✖ answers');
    expect(await rehearsal.functionNames()).toEqual([]);
  });

  it('says what has to be set where no stage is named', async () => {
    await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'hi')), []);
    const { author } = rehearsal;
    const run = await rehearsal.run('lambda.yml', await author.push());
    expect(resultsOf(run)).toMatchObject({ deploy: 'skipped', 'no-stage': 'success' });
    expect(jobOf(run, 'no-stage').annotations).toEqual([
      {
        level: 'notice',
        title: 'Not deployed',
        message:
          'The repository names no stage (variable DEPLOY_STAGE): nothing is deployed. See docs/pipeline.md.',
      },
    ]);
    expect(await rehearsal.functionNames()).toEqual([]);
  });
});
