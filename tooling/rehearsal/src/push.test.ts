import { expect, it } from 'vitest';
import { greeter } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

it('deploys what is pushed to main', async () => {
  await using rehearsal = await startRehearsal(greeter('hello', 'hi'));
  const { author } = rehearsal;
  const run = await rehearsal.run('lambda.yml', await author.push());
  expect(run.conclusion).toBe('success');
  expect(await rehearsal.ask('dev-hello')).toBe('hi');
});
