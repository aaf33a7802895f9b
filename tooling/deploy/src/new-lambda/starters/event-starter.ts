import { eventPattern } from '@tooling/core/triggers';
import { samplePlace, sampleTime, type Starter } from './starter.ts';

/** Events of a source on the default bus of EventBridge. */
export const eventStarter: Starter = {
  startedBy: 'an event on the EventBridge bus',
  on: { what: 'the source of the events', default: (name) => name },
  trigger: (on) => eventPattern({ source: [on] }),
  does: (on) => `Sees the events whose source is ${on}`,
  eventName: 'event',
  event: (on) => ({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'Order Placed',
    source: on,
    account: samplePlace.account,
    time: sampleTime,
    region: samplePlace.region,
    resources: [],
    detail: { id: '42' },
  }),
  answer: () => ({ happened: 'Order Placed', detail: { id: '42' } }),
  handler: ({ typed }) => `
    ${typed("import type { EventBridgeEvent } from 'aws-lambda';\n")}
    /** Sees each event. What it answers, only a smoke test reads. */
    export const handler = async (event${typed(': EventBridgeEvent<string, unknown>')}) => {
      const { id, 'detail-type': happened, detail } = event;
      console.log('event %s: %s %j', id, happened, detail);
      return { happened, detail };
    };
  `,
  tests: () => `
    test('takes events of any type, with any detail', async () => {
      const answer = await handler({ ...event, 'detail-type': 'Order Cancelled', detail: null });
      expect(answer).toEqual({ happened: 'Order Cancelled', detail: null });
    });
  `,
};
