import type { Starter } from './starter.ts';

/** Nothing but a call by its name: `lambda invoke`, or an SDK. */
export const callStarter: Starter = {
  startedBy: 'a call by its name, and nothing else',
  does: () => 'Greets whom a call names',
  eventName: 'call',
  event: () => ({ name: 'Ada' }),
  answer: () => ({ message: 'Hello, Ada!' }),
  handler: ({ typed }) => `
    ${typed('interface Call { readonly name?: string }\n')}
    /** Greets whom the call names. */
    export const handler = async (event${typed(': Call')}) => {
      const { name = 'world' } = event;
      console.log('greeting %s', name);
      return { message: \`Hello, \${name}!\` };
    };
  `,
  tests: () => `
    test('greets the world when the call names nobody', async () => {
      expect(await handler({})).toEqual({ message: 'Hello, world!' });
    });
  `,
};
