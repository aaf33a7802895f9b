import type { Target } from '@aws-sdk/client-eventbridge';
import { matchesEventPattern } from '@tooling/core';
import type { Message } from '../../delivery/delivery.ts';
import {
  deliverWithRetries,
  type DeliveryWorld,
  type Loss,
  type RetryRules,
} from '../../delivery/deliver-with-retries.ts';
import { Undelivered } from '../lambda/invoke/undelivered.ts';
import type { Home } from '../lambda/names/function-name.ts';
import type { BusEvent } from './bus-event.ts';
import type { EventLog } from './event-log.ts';
import { ruleArn, type RuleDocument } from './events-documents.ts';
import { rulesOf, type EventsStore } from './events-store.ts';
import { inputOf } from './target-input.ts';

/** Takes an event to the targets of all rules that match it. */
export interface EventRouter {
  /**
   * @param hops - how many buses it came from, one after the other
   */
  route(busName: string, event: BusEvent, hops?: number): void;
}

export function createEventRouter(
  store: EventsStore,
  world: DeliveryWorld & { readonly home: Home },
  log: EventLog,
): EventRouter {
  return {
    route(busName, event, hops = 0) {
      const rules = rulesOf(store, busName).filter(
        ({ state, eventPattern }) =>
          state !== 'DISABLED' && matchesEventPattern(JSON.parse(eventPattern), event),
      );
      log.add(busName, event, rules);
      for (const rule of rules) {
        for (const target of rule.targets) send({ ...world, rule, event, hops }, target);
      }
    },
  };
}

interface Sending extends DeliveryWorld {
  readonly home: Home;
  readonly rule: RuleDocument;
  readonly event: BusEvent;
  readonly hops: number;
}

/** Where a rule sends to the bus that it stands on, AWS would go on and on. */
const maximumHops = 16;

function send(sending: Sending, target: Target): void {
  const { rule, event, home, hops, report } = sending;
  const sourceArn = ruleArn(home, rule);
  const { Arn: targetArn = '', RoleArn } = target;
  const lost = (why: string) => {
    report(new Undelivered(`An event of ${sourceArn} was not delivered to ${targetArn}: ${why}`));
  };
  const body = inputOf(target, event, { 'rule-arn': sourceArn, 'rule-name': rule.name });
  if (body === undefined) return lost('what its input transformer makes of it is no JSON.');
  if (hops >= maximumHops) return lost(`it came through ${hops} buses already.`);
  const isBus = targetArn.includes(':event-bus/');
  const message: Message = {
    targetArn,
    body,
    sender: {
      principal: 'events.amazonaws.com',
      sourceArn,
      ...(isBus && { roleArn: RoleArn ?? rule.roleArn }),
    },
    messageGroupId: target.SqsParameters?.MessageGroupId,
    ...(targetArn.endsWith('.fifo') && { messageDeduplicationId: event.id }),
    ...(isBus && { attributes: { hops: String(hops + 1) } }),
  };
  deliverWithRetries(sending, {
    message,
    rules: retryRules(target),
    async onLost(loss) {
      const deadLetterArn = target.DeadLetterConfig?.Arn;
      if (deadLetterArn === undefined) {
        lost(loss.error.message);
        return;
      }
      const { messageGroupId: _none, ...rest } = message;
      await sending.delivery.receive({
        ...rest,
        targetArn: deadLetterArn,
        sender: { principal: 'events.amazonaws.com', sourceArn },
        attributes: deadLetterAttributes(message, loss),
      });
    },
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
function retryRules({
  RetryPolicy: { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } = {},
}: Target): RetryRules {
  return {
    maximumRetries: MaximumRetryAttempts,
    maximumAgeMs: MaximumEventAgeInSeconds * 1000,
    // AWS's back-off is exponential with some chance in it, and not published: this one has none.
    delayMs: (retry) => Math.min(1000 * 2 ** (retry - 1), 600_000),
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function deadLetterAttributes(
  { targetArn, sender }: Message,
  { error, exhausted, retries }: Loss,
): Record<string, string> {
  return {
    RULE_ARN: sender.sourceArn,
    TARGET_ARN: targetArn,
    ERROR_CODE: errorCodes[error.status] ?? 'SDK_CLIENT_ERROR',
    ERROR_MESSAGE: error.message,
    ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    RETRY_ATTEMPTS: String(retries),
  };
}

const errorCodes: Readonly<Record<number, string>> = {
  403: 'NO_PERMISSIONS',
  404: 'NO_RESOURCE',
  429: 'THROTTLING',
};
