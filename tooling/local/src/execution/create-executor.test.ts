import { expect, it } from 'vitest';
import { openTestExecutor } from './testing.ts';

it('runs a handler and answers with what it returns', async () => {
  await using local = await openTestExecutor();
  const hello = local.define('exports.handler = async (event) => ({ hello: event.name });');
  const first = await local.invoke(hello, { name: 'first' });
  expect(first.json()).toEqual({ hello: 'first' });
  const second = await local.invoke(hello, { name: 'second' });
  expect(second.json()).toEqual({ hello: 'second' });
});
