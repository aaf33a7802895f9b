import model from '../../../models/eventbridge.json' with { type: 'json' };
import type { DeliveryWorld } from '../../delivery/deliver-with-retries.ts';
import type { Receiver } from '../../delivery/delivery.ts';
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import type { Home } from '../lambda/names/function-name.ts';
import { busOperations } from './bus-operations.ts';
import { createBusEvent, type NewEvent } from './bus-event.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { createEventReceiver } from './event-receiver.ts';
import { createEventRouter } from './event-router.ts';
import { openEventsStore } from './events-store.ts';
import { permissionOperations } from './permission-operations.ts';
import { putEventsOperation } from './put-events.ts';
import { ruleOperations } from './rule-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { targetOperations } from './target-operations.ts';
import { testEventPatternOperation } from './test-event-pattern.ts';

export interface EventsOptions extends DeliveryWorld {
  readonly state: State;
  readonly roles: RoleDirectory;
  readonly home: Home;
}

/** EventBridge: its buses and rules. */
export interface Events {
  readonly service: Service;
  /** For what others send to a bus. */
  readonly receiver: Receiver;
  /** Puts an event of another service of the local AWS onto the default bus: that of a bucket. */
  putServiceEvent(event: NewEvent): void;
  /** What was put on buses last. */
  readonly log: EventLog;
}

export async function createEvents(options: EventsOptions): Promise<Events> {
  const { state, clock, home, report, roles } = options;
  const now = () => clock.now();
  const store = await openEventsStore(state);
  const log = createEventLog(now);
  const router = createEventRouter(store, options, log);
  return {
    log,
    receiver: createEventReceiver({ store, router, roles, home, now }),
    putServiceEvent(event) {
      router.route('default', createBusEvent(event, { ...home, time: now() }));
    },
    service: {
      name: 'events',
      protocol: 'awsJson1_1',
      loadClient: () => import('@aws-sdk/client-eventbridge'),
      constraints: model.operations,
      operations: {
        ...busOperations(store),
        ...permissionOperations(store),
        ...ruleOperations(store),
        ...targetOperations(store),
        ...putEventsOperation(store, router, report),
        ...testEventPatternOperation,
        ...tagOperations(store),
      },
      refused: {
        CreateEventBus: ['EventSourceName', 'KmsKeyIdentifier', 'LogConfig'],
        PutRule: ['ScheduleExpression'],
        PutEvents: ['EndpointId'],
      },
      ignored: {
        DeleteRule: { Force: 'for rules that AWS manages, of which there are none' },
        RemoveTargets: { Force: 'for rules that AWS manages, of which there are none' },
      },
      partly: {
        CreateEventBus:
          'no partner event sources, keys or logs; a dead-letter queue is kept and shown',
        PutPermission: 'kept and shown; there are no other accounts that it would let in',
        PutRule:
          'event patterns, no schedules: those are EventBridge Scheduler’s; how complex a wildcard may be is not checked; numbers are compared by their value',
        PutTargets:
          'functions, queues, topics and event buses; JSON paths of names and indexes; retries wait by a back-off of their own, and those under way end with the process',
        PutEvents: 'no global endpoints, and no tracing',
      },
    },
  };
}
