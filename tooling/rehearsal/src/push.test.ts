import { expect, it } from 'vitest';
import { showRun } from './testing/show-run.ts';
import { greeter } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

it('deploys what is pushed to main', async () => {
  await using rehearsal = await startRehearsal(greeter('hello', 'hi'));
  const { author } = rehearsal;
  const run = await rehearsal.run('lambda.yml', await author.push());
  console.log(showRun(run));
  expect(run.conclusion).toBe('success');
  expect(await rehearsal.ask('dev-hello')).toBe('hi');

  await author.branch('hello-again');
  await author.commit('again', greeter('hello', 'hi again'));
  const plan = await rehearsal.run('lambda.yml', await author.pullRequest());
  console.log(showRun(plan));
  console.log(rehearsal.github.store.comments);
  const fork = await rehearsal.run('lambda.yml', await author.pullRequest({ isFork: true }));
  console.log(showRun(fork));
  console.log(rehearsal.github.store.comments);
});
