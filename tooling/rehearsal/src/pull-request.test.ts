import { describe, expect, it } from 'vitest';
import { jobOf, resultsOf, stepOf } from './testing/find-in-run.ts';
import { showRun } from './testing/show-run.ts';
import { changeset, greeter, sharedWord, smallRepository } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

const anotherWord = { ...sharedWord('word', 'two'), ...changeset('@packages/word') };

const files = smallRepository({
  ...sharedWord('word', 'one'),
  ...greeter('alone', 'alone'),
  ...greeter('first', 'first ', ['word']),
});

describe('a pull request', () => {
  it('gets its plan in one comment, which the next push updates, and deploys nothing', async () => {
    await using rehearsal = await startRehearsal(files);
    const { author, github } = rehearsal;
    await rehearsal.run('lambda.yml', await author.push());

    await author.branch('another-word');
    const pushed = await author.commit('another word', anotherWord);
    const run = await rehearsal.run('lambda.yml', await author.pullRequest());
    expect(run.conclusion, showRun(run)).toBe('success');
    expect(resultsOf(run)).toMatchObject({ check: 'success', plan: 'success', build: 'skipped' });
    const [comment, ...others] = github.store.comments;
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ user: 'github-actions[bot]', writes: 1 });
    expect(comment?.body).toContain(
      `## Plan for stage dev at ${pushed.slice(0, 12)}, merged into its base\n`,
    );
    expect(comment?.body).toContain('1 of 2 functions differ from what is live');
    expect(comment?.body).toContain(
      '| dev-first | 🟡 update | code: packages/word/index.js changed |',
    );
    expect(comment?.body).toMatch(/\| dev-first \| \d+ B \| \d+ B \| \+1 B /);
    expect(comment?.body).toContain('<summary>1 unchanged</summary>');
    const { summary } = jobOf(run, 'plan');
    expect(summary).toContain(comment?.body.split('\n').slice(1, 9).join('\n'));
    expect(summary).toContain('```mermaid\nflowchart LR\n  n0["first"]:::update');

    await author.commit('another lambda', greeter('alone', 'not alone'));
    const again = await rehearsal.run('lambda.yml', await author.pullRequest());
    expect(again.conclusion, showRun(again)).toBe('success');
    expect(github.store.comments).toHaveLength(1);
    const updated = github.store.comments[0];
    expect(updated).toMatchObject({ id: comment?.id, writes: 2 });
    expect(updated?.body).toContain('2 of 2 functions differ from what is live');
    expect(updated?.body).toContain(
      '| dev-alone | 🟡 update | code: lambdas/alone/index.js changed |',
    );
    expect(await rehearsal.ask('dev-first')).toBe('first one');
  });

  it('from a fork is planned against its base, without credentials and without a comment', async () => {
    await using rehearsal = await startRehearsal(files);
    const { author, github } = rehearsal;
    await author.push();
    const asked: string[] = [];
    rehearsal.onAwsRequest = ({ path }) => Promise.resolve(void asked.push(path));
    await author.branch('from-a-fork');
    await author.commit('another word', anotherWord);
    const run = await rehearsal.run('lambda.yml', await author.pullRequest({ isFork: true }));
    expect(run.conclusion, showRun(run)).toBe('success');
    expect(resultsOf(run)).toMatchObject({ check: 'success', plan: 'success', comment: 'skipped' });
    expect(asked).toEqual([]);
    expect(github.store.comments).toEqual([]);
    const { summary, annotations } = jobOf(run, 'plan');
    expect(annotations).toEqual([
      {
        level: 'notice',
        title: 'Planned without live state',
        message:
          'The pull request comes from a fork, which gets no credentials. What is live cannot be read, so the plan compares with the base branch.',
      },
    ]);
    expect(summary).toContain('## Plan without live state at ');
    expect(summary).toContain('**What is live is not known here.** 1 of 2 functions differ from');
    expect(summary).toContain('| first | 🟡 update | code: packages/word/index.js changed |');
  });

  it('whose plan fails says so in its comment', async () => {
    await using rehearsal = await startRehearsal(files);
    const { author, github } = rehearsal;
    await author.push();
    await author.branch('wrong');
    await author.commit('a wrong setting', {
      'lambdas/alone/lambda.config.ts': 'export default { memorySize: 64 };\n',
    });
    const run = await rehearsal.run('lambda.yml', await author.pullRequest());
    expect(run.conclusion).toBe('failure');
    expect(resultsOf(run)).toMatchObject({ plan: 'failure', comment: 'success' });
    expect(stepOf(run, 'plan', 'Plan').log).toContain('memorySize: 64 is below 128');
    const [comment] = github.store.comments;
    expect(comment?.body).toContain('## lambda plan: failed, exit code 2');
    expect(comment?.body).toContain('lambdas/alone/lambda.config.ts is not valid');
    expect(comment?.body).toContain('memorySize: 64 is below 128');
    expect(jobOf(run, 'plan').summary).toContain('memorySize: 64 is below 128');
  });

  it('in a repository that names no stage is planned against its base, and says what to set', async () => {
    await using rehearsal = await startRehearsal(files, []);
    const { author, github } = rehearsal;
    await author.push();
    await author.branch('another-word');
    await author.commit('another word', anotherWord);
    const run = await rehearsal.run('lambda.yml', await author.pullRequest());
    expect(run.conclusion, showRun(run)).toBe('success');
    expect(github.store.comments).toHaveLength(1);
    const body = github.store.comments[0]?.body;
    expect(body).toContain('**What is live is not known here.** 1 of 2 functions differ from');
    expect(jobOf(run, 'plan').annotations[0]?.message).toContain(
      'The repository names no stage (variable DEPLOY_STAGE): see docs/pipeline.md.',
    );
  });

  it('that changes code is asked for a changeset, and one of tests and texts is not', async () => {
    await using rehearsal = await startRehearsal(files, []);
    const { author } = rehearsal;
    await author.push();
    await author.branch('silent');
    await author.commit('tests and texts', {
      'lambdas/alone/index.test.js': "import 'node:test';\n",
      'lambdas/alone/README.md': 'words\n',
    });
    const harmless = await rehearsal.run('lambda.yml', await author.pullRequest());
    expect(harmless.conclusion, showRun(harmless)).toBe('success');

    await author.commit('another word', sharedWord('word', 'two'));
    const silent = await rehearsal.run('lambda.yml', await author.pullRequest());
    expect(resultsOf(silent), showRun(silent)).toMatchObject({
      changeset: 'failure',
      check: 'success',
      plan: 'success',
      comment: 'success',
    });
    expect(stepOf(silent, 'changeset', 'Changeset').log).toContain(
      'Some packages have been changed but no changesets were found.',
    );

    await author.branch('changeset-release/main');
    const versions = await rehearsal.run('lambda.yml', await author.pullRequest());
    expect(resultsOf(versions)).toMatchObject({ changeset: 'skipped', check: 'success' });
  });

  it('whose event names a commit that is gone is planned against what it was merged with', async () => {
    await using rehearsal = await startRehearsal(files);
    const { author, github } = rehearsal;
    await author.push();
    await author.branch('late');
    await author.commit('another word', anotherWord);
    const event = await author.pullRequest({ isFork: true });
    const pull = event.payload.pull_request as { readonly base: object };
    // As after a force-push of main.
    const base = { ...pull.base, sha: '1'.repeat(40) };
    const payload = { ...event.payload, pull_request: { ...pull, base } };
    const run = await rehearsal.run('lambda.yml', { ...event, payload });
    expect(resultsOf(run), showRun(run)).toMatchObject({ plan: 'success' });
    const merged = (await github.repository.commitOf('refs/heads/main'))?.slice(0, 12);
    expect(jobOf(run, 'plan').summary).toContain(
      `1 of 2 functions differ from what ${String(merged)} deploys`,
    );
  });
});
