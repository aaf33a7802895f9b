import type { Home } from '../lambda/names/function-name.ts';

export interface TopicDocument {
  readonly name: string;
  /** Those that were given, by AWS's names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many subscriptions it once had. */
  readonly deletedSubscriptions: number;
}

export interface SubscriptionDocument {
  readonly id: string;
  readonly topicName: string;
  readonly protocol: 'lambda' | 'sqs';
  /** ARN. */
  readonly endpoint: string;
  /** Those that were given, by AWS's names. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function topicArn({ accountId, region }: Home, name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

export function subscriptionArn(
  home: Home,
  { topicName, id }: Pick<SubscriptionDocument, 'topicName' | 'id'>,
): string {
  return `${topicArn(home, topicName)}:${id}`;
}

export function isFifo(name: string): boolean {
  return name.endsWith('.fifo');
}
