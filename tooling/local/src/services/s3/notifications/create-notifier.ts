import { deliverWithRetries, type DeliveryWorld } from '../../../delivery/deliver-with-retries.ts';
import type { Message } from '../../../delivery/delivery.ts';
import { busEvent } from './bus-event.ts';
import { encodeKey, eventMessage } from './event-message.ts';
import type { ObjectChange } from './object-change.ts';
import { filterOf, rulesOf, type NotificationRule } from './rules-of.ts';
import { senderOf } from './sender-of.ts';

/**
 * Tells those that a bucket's notification configuration names of its changes. Nobody waits for it:
 * what does not arrive is sent again by the clock, some times; what is lost at last is reported.
 */
export function createNotifier(options: DeliveryWorld): (change: ObjectChange) => void {
  const { report } = options;
  let count = 0;
  /** Of two changes of a key the later one has the greater, as text. */
  const nextSequencer = ({ context }: ObjectChange) => {
    count += 1;
    const parts = [context.now().getTime(), count % 0x1_00_00_00];
    return parts.map((part, index) => hex(part, index === 0 ? 12 : 6)).join('');
  };

  const send = (message: Message) => {
    deliverWithRetries(options, {
      message,
      rules: {
        maximumRetries: retryDelaysMs.length,
        maximumAgeMs: Infinity,
        delayMs: (retry) => retryDelaysMs[retry - 1] ?? 0,
        isPassing: () => true,
      },
      onLost({ error, retries }) {
        const tries = `${retries + 1} times`;
        const what = `a notification of ${message.sender.sourceArn} to ${message.targetArn}`;
        report(new Error(`S3 tried ${tries} to send ${what}, and gave up`, { cause: error }));
        return Promise.resolve();
      },
    });
  };

  return (change) => {
    const sequencer = nextSequencer(change);
    for (const message of messagesOf(change, sequencer)) send(message);
  };
}

/** AWS does not say when it tries again. */
const retryDelaysMs = [1000, 60_000, 300_000];

function messagesOf(change: ObjectChange, sequencer: string): readonly Message[] {
  const { bucket, context } = change;
  const configuration = bucket.notifications ?? {};
  const sender = senderOf(bucket.name);
  const messages = rulesOf(configuration)
    .filter((rule) => isFor(rule, change))
    .map(({ id: configurationId = '', targetArn }) => ({
      targetArn,
      sender,
      body: JSON.stringify(eventMessage(change, { configurationId, sequencer })),
    }));
  if (configuration.EventBridgeConfiguration === undefined) return messages;
  const { region, accountId } = context;
  return [
    ...messages,
    {
      targetArn: `arn:aws:events:${region}:${accountId}:event-bus/default`,
      sender,
      body: JSON.stringify(busEvent(change, sequencer)),
    },
  ];
}

function isFor(rule: NotificationRule, { event, version: { key } }: ObjectChange): boolean {
  const name = `s3:${event}`;
  const group = name.replace(/:\w+$/, ':*');
  if (!rule.events.includes(name) && !rule.events.includes(group)) return false;
  const [prefix, suffix] = [filterOf(rule, 'prefix'), filterOf(rule, 'suffix')];
  // A filter with special characters is written as the key is in the message.
  return [key, encodeKey(key)].some((one) => one.startsWith(prefix) && one.endsWith(suffix));
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
