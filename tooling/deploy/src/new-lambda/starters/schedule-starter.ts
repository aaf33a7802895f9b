import { schedule } from '@tooling/core/triggers';
import { samplePlace, sampleTime, type Starter } from './starter.ts';

/** EventBridge Scheduler, with the event that it sends where no input is declared. */
export const scheduleStarter: Starter = {
  startedBy: 'a schedule',
  on: {
    what: 'cron(…), rate(…) or at(…)',
    // At three on the first of each month.
    default: () => 'cron(0 3 1 * ? *)',
  },
  trigger: (on) => schedule(on),
  does: (on) => `Runs at ${on}`,
  eventName: 'scheduled',
  // Its detail is text, other than in the events of EventBridge.
  event: () => ({
    version: '0',
    id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: samplePlace.account,
    time: sampleTime,
    region: samplePlace.region,
    resources: [
      `arn:aws:scheduler:${samplePlace.region}:${samplePlace.account}:schedule/default/sample`,
    ],
    detail: '{}',
  }),
  answer: () => ({ day: sampleTime.slice(0, 10) }),
  handler: ({ typed }) => `
    ${typed("import type { ScheduledEvent } from 'aws-lambda';\n")}
    /** Works for the day that it was scheduled for, however late it is. */
    export const handler = async (event${typed(": Pick<ScheduledEvent, 'time'>")}) => {
      const day = event.time.slice(0, 10);
      console.log('working for %s', day);
      return { day };
    };
  `,
  tests: () => `
    test('works for the day in UTC, which events say their time in', async () => {
      expect(await handler({ time: '2028-02-29T23:59:59Z' })).toEqual({ day: '2028-02-29' });
    });
  `,
};
