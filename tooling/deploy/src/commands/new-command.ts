import type { Command } from '../command.ts';
import { json } from './options.ts';

export const newCommand: Command = {
  name: 'new',
  args: '[name]',
  summary: 'write a new lambda, with its trigger, tests and a sample event',
  description:
    'Writes a whole package under lambdas/: handler, lambda.config.ts, unit tests, and an event that is a smoke test. It can be deployed as it is. On a terminal it asks for a name or a trigger that is missing; elsewhere the name is needed, and without --trigger nothing but a call starts it.',
  options: [
    {
      flags: '--trigger <kind>',
      summary: 'what starts it: http, schedule, bucket, queue, event or topic',
    },
    {
      flags: '--on <what>',
      summary:
        "what the trigger listens to: 'GET /birds', 'cron(0 3 1 * ? *)', or the name of the bucket, queue, event source or topic (default: made of the lambda's name; monthly)",
    },
    { flags: '--js', summary: 'write plain JavaScript instead of TypeScript' },
    json,
  ],
  load: async () => (await import('./new.ts')).runNew,
};
