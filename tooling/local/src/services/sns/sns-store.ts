import type { Collection, State } from '../../state/state.ts';
import type { Home } from '../lambda/names/function-name.ts';
import type { SubscriptionDocument, TopicDocument } from './sns-documents.ts';
import { invalid, noSubscription, noTopic } from './sns-errors.ts';

export interface SnsStore {
  /** By name. */
  readonly topics: Collection<TopicDocument>;
  /** By id. */
  readonly subscriptions: Collection<SubscriptionDocument>;
}

export async function openSnsStore(state: State): Promise<SnsStore> {
  const [topics, subscriptions] = await Promise.all([
    state.collection<TopicDocument>('sns/topics'),
    state.collection<SubscriptionDocument>('sns/subscriptions'),
  ]);
  return { topics, subscriptions };
}

/** The topic with an ARN. */
export function requireTopic({ topics }: SnsStore, arn: string, home: Home): TopicDocument {
  const topic = topics.get(nameIn(arn, 'TopicArn', home));
  if (topic === undefined) throw noTopic();
  return topic;
}

export function findSubscription({ subscriptions }: SnsStore, arn: string, home: Home) {
  nameIn(arn, 'SubscriptionArn', home);
  const id = arn.split(':')[6];
  if (id === undefined) throw invalid('SubscriptionId');
  return subscriptions.get(id);
}

export function requireSubscription(store: SnsStore, arn: string, home: Home) {
  const subscription = findSubscription(store, arn, home);
  if (subscription === undefined) throw noSubscription();
  return subscription;
}

export function subscriptionsOf({ subscriptions }: SnsStore, topicName: string) {
  return subscriptions
    .list()
    .map(([, subscription]) => subscription)
    .filter((subscription) => subscription.topicName === topicName);
}

/** The name of the topic in the ARN of it or of a subscription. */
export function nameIn(arn: string, member: string, { accountId, region }: Home): string {
  const parts = arn.split(':');
  if (parts.length < 6) {
    const count = parts.length;
    throw invalid(`${member} Reason: An ARN must have at least 6 elements, not ${count}`);
  }
  const [, , service, ownRegion, account, name = ''] = parts;
  if (service !== 'sns' || ownRegion !== region || account !== accountId) throw invalid(member);
  return name;
}
