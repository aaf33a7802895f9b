import { AwsError } from '../../aws-error.ts';
import type { Message, Receiver } from '../../delivery/delivery.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import type { Home } from '../lambda/names/function-name.ts';
import { createBusEvent, type BusEvent, type NewEvent } from './bus-event.ts';
import type { EventRouter } from './event-router.ts';
import { busNameOf } from './events-documents.ts';
import { validation } from './events-errors.ts';
import { requireBus, type EventsStore } from './events-store.ts';

export interface EventReceiverOptions {
  readonly store: EventsStore;
  readonly router: EventRouter;
  readonly roles: RoleDirectory;
  readonly home: Home;
  readonly now: () => Date;
}

/**
 * Takes what others send to a bus: events of rules of other buses as they are; new ones of S3 and of
 * Lambda's destinations, whole; and of anybody else a detail, with `source` and `detailType` as its
 * attributes.
 */
export function createEventReceiver(options: EventReceiverOptions): Receiver {
  const { store, router, roles } = options;
  const check = async ({ targetArn, sender }: Omit<Message, 'body'>) => {
    requireBus(store, busNameOf(targetArn));
    const { roleArn, principal } = sender;
    if (roleArn === undefined) return;
    const request = { action: 'events:PutEvents', resource: targetArn };
    const isAllowed =
      (await roles.canBeAssumedBy(roleArn, principal)) && (await roles.allows(roleArn, request));
    if (isAllowed) return;
    throw new AwsError(
      403,
      'AccessDeniedException',
      `User: ${roleArn} is not authorized to perform: events:PutEvents on resource: ${targetArn}`,
    );
  };
  return {
    check,
    async receive(message) {
      await check(message);
      const hops = Number(message.attributes?.hops ?? 0);
      router.route(busNameOf(message.targetArn), eventOf(message, options), hops);
    },
  };
}

function eventOf(message: Message, { home, now }: EventReceiverOptions): BusEvent {
  const body: unknown = JSON.parse(message.body);
  if (message.sender.principal === 'events.amazonaws.com') return body as BusEvent;
  return createBusEvent(newEventOf(message, body), { ...home, time: now() });
}

function newEventOf({ attributes = {} }: Message, body: unknown): NewEvent {
  const { source, detailType } = attributes;
  if (source !== undefined && detailType !== undefined) {
    return { source: String(source), detailType: String(detailType), detail: body };
  }
  const event = body as Partial<NewEvent>;
  if (typeof event.source === 'string' && typeof event.detailType === 'string') {
    return event as NewEvent;
  }
  throw validation('An event needs a source and a detail type.');
}
