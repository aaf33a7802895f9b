import { expect, it } from 'vitest';
import { resultsOf, stepOf } from './testing/find-in-run.ts';
import { showRun } from './testing/show-run.ts';
import { greeter, smallRepository } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

it('proposes versions while changesets wait, and releases them once they are live', async () => {
  await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'first')));
  const { author, github } = rehearsal;
  const { issues, pulls, releases } = github.store;
  const pushAndRelease = async () => {
    const event = await author.push();
    const run = await rehearsal.run('lambda.yml', event);
    expect(run.conclusion, showRun(run)).toBe('success');
    const release = await rehearsal.run('release.yml', await author.afterRun(event, run));
    expect(release.conclusion, showRun(release)).toBe('success');
    return release;
  };
  expect(resultsOf(await pushAndRelease())).toEqual({
    look: 'success',
    propose: 'skipped',
    publish: 'skipped',
  });

  await author.commit('second', {
    ...greeter('hello', 'second'),
    '.changeset/better.md': "---\n'@lambdas/hello': minor\n---\n\nSay it better\n",
  });
  const proposed = await pushAndRelease();
  expect(resultsOf(proposed)).toMatchObject({ propose: 'success', publish: 'skipped' });
  expect(stepOf(proposed, 'look', 'Versions').log).toContain('1 changeset waits for its release');
  expect(pulls).toMatchObject([{ head: 'changeset-release/main', base: 'main' }]);
  expect(issues).toMatchObject([{ title: 'Release versions', isPullRequest: true }]);
  expect(issues[0]?.body).toContain('- Say it better');
  expect(issues[0]?.body).toContain('| @lambdas/hello | 1.0.0 | 1.1.0 |');
  expect(releases).toEqual([]);

  await author.take('changeset-release/main');
  const published = await pushAndRelease();
  expect(resultsOf(published)).toMatchObject({ propose: 'skipped', publish: 'success' });
  expect(releases).toMatchObject([{ tag: '@lambdas/hello@1.1.0' }]);
  expect(releases[0]?.body).toContain('Say it better');
  expect(await github.repository.commitOf('refs/tags/@lambdas/hello@1.1.0')).toBe(
    await github.repository.commitOf('refs/heads/main'),
  );
});
