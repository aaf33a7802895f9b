import { expect, it } from 'vitest';
import { createInvocationSlots } from './invocation-slots.ts';

it('refuses the event too many, and takes one again when there is room', async () => {
  const slots = createInvocationSlots({ reservedBy: () => 1, unreserved: () => 1000 });
  const running = await slots.wait('hello');
  for (let event = 0; event < 10_000; event++) void slots.wait('hello');
  expect(() => slots.wait('hello')).toThrow('Rate Exceeded.');
  running?.release();
  void slots.wait('hello');
  expect(() => slots.wait('other')).toThrow('Rate Exceeded.');
});
