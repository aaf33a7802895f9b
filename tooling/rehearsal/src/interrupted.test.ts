import { expect, it } from 'vitest';
import { jobOf, resultsOf, stepOf } from './testing/find-in-run.ts';
import { showRun } from './testing/show-run.ts';
import { greeter, smallRepository } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

const three = (text: string) => ({
  ...greeter('one', `${text} one`),
  ...greeter('two', `${text} two`),
  ...greeter('three', `${text} three`),
});
const names = ['one', 'two', 'three'];

it('finishes with the next push what a runner that was lost has left', async () => {
  await using rehearsal = await startRehearsal(smallRepository(three('first')));
  const { author } = rehearsal;
  const answers = () => Promise.all(names.map((name) => rehearsal.ask(`dev-${name}`)));
  await rehearsal.run('lambda.yml', await author.push());
  await author.commit('second', three('second'));

  const lost = new AbortController();
  let moved = 0;
  rehearsal.onAwsRequest = ({ method, path }) => {
    if (/^PUT .*\/aliases\/live$/.test(`${method} ${path}`)) moved += 1;
    if (moved === 2) lost.abort();
    return lost.signal.aborted
      ? Promise.reject(new Error('the runner is gone'))
      : Promise.resolve();
  };
  const killed = await rehearsal.run('lambda.yml', await author.push(), { signal: lost.signal });
  expect(resultsOf(killed)).toMatchObject({ check: 'success', deploy: 'failure' });
  const between = await answers();
  expect(between.filter((text) => String(text).startsWith('second'))).toHaveLength(1);

  rehearsal.onAwsRequest = () => Promise.resolve();
  await author.commit('unrelated', { 'README.md': 'words\n' });
  const next = await rehearsal.run('lambda.yml', await author.push());
  expect(next.conclusion, showRun(next)).toBe('success');
  expect(await answers()).toEqual(['second one', 'second two', 'second three']);
  const { summary } = jobOf(next, 'deploy');
  expect(summary).toContain('2 of 3 functions differ from what is live');
  expect(summary).toContain('## Deploy to stage dev: done');
});

it('keeps the newer of two pushes, whichever comes last', async () => {
  await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'first')));
  const { author } = rehearsal;
  await rehearsal.run('lambda.yml', await author.push());
  await author.commit('second', greeter('hello', 'second'));
  const slow = await author.push();
  await author.commit('third', greeter('hello', 'third'));
  const quick = await author.push();

  // The older push has checked and built; the newer one overtakes it before it deploys.
  const overtaken = await rehearsal.run('lambda.yml', slow, {
    beforeJob: async (id) => {
      if (id !== 'deploy') return;
      const newer = await rehearsal.run('lambda.yml', quick);
      expect(newer.conclusion, showRun(newer)).toBe('success');
      expect(await rehearsal.ask('dev-hello')).toBe('third');
    },
  });
  expect(resultsOf(overtaken)).toMatchObject({ check: 'success', deploy: 'failure' });
  expect(await rehearsal.ask('dev-hello')).toBe('third');
  const { summary } = jobOf(overtaken, 'deploy');
  expect(summary).toContain('## Deploy to stage dev: failed, exit code 3');
  expect(stepOf(overtaken, 'deploy', 'Deploy').log).toMatch(
    /OLDER_COMMIT {2}dev-hello: live is commit .*, which descends from commit /,
  );
});
