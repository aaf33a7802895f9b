import model from '../../../models/sns.json' with { type: 'json' };
import type { Receiver } from '../../delivery/delivery.ts';
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import { permissionOperations } from './permission-operations.ts';
import { publishOperations } from './publish-operations.ts';
import { createSnsReceiver } from './sns-receiver.ts';
import { openSnsStore } from './sns-store.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { topicOperations } from './topic-operations.ts';
import { createTopicPublisher, type PublisherWorld } from './topic-publisher.ts';

export interface SnsOptions extends PublisherWorld {
  readonly state: State;
  readonly roles: RoleDirectory;
}

/** Simple Notification Service: topics, and their functions and queues. */
export interface Sns {
  readonly service: Service;
  /** For what others send to a topic. */
  readonly receiver: Receiver;
}

export async function createSns(options: SnsOptions): Promise<Sns> {
  const { state, roles, home } = options;
  const store = await openSnsStore(state);
  const publisher = createTopicPublisher(store, options);
  return {
    receiver: createSnsReceiver({ store, publisher, roles, home }),
    service: {
      name: 'sns',
      protocol: 'awsQuery',
      loadClient: () => import('@aws-sdk/client-sns'),
      constraints: model.operations,
      operations: {
        ...topicOperations(store),
        ...permissionOperations(store),
        ...subscriptionOperations(store),
        ...publishOperations(store, publisher),
        ...tagOperations(store),
      },
      refused: {
        CreateTopic: ['DataProtectionPolicy'],
        Publish: ['PhoneNumber'],
      },
      ignored: {
        Subscribe: {
          ReturnSubscriptionArn: 'nothing waits for a confirmation: it is always answered',
        },
      },
      partly: {
        CreateTopic: 'no encryption, archives, tracing or delivery logs',
        Subscribe: 'functions and queues, whose subscriptions are confirmed at once',
        SetSubscriptionAttributes:
          'FilterPolicy, FilterPolicyScope, RawMessageDelivery and RedrivePolicy',
        Publish:
          'to topics; signatures are none; attributes of a raw message reach a queue as texts; FIFO topics leave it to the queue to drop what it had already; retries that are under way end with the process',
      },
    },
  };
}
