import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  paginateListSubscriptionsByTopic,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { describeTrigger, queueArn, topicArn, type TriggerOf } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import type { Grant } from './policy-statements.ts';
import { readQueueProblem } from './read-queue.ts';
import type { TriggerContext } from './trigger-context.ts';
import { checkEach, type FoundTrigger, type TriggerKind } from './trigger-kind.ts';

type Declared = TriggerOf<'topic'>;

interface Handle {
  readonly topic: string;
  /** ARN; absent where only the permission is left. */
  readonly subscription?: string | undefined;
}

const grantOf = (SourceArn: string): Grant => ({
  Action: 'lambda:InvokeFunction',
  Principal: 'sns.amazonaws.com',
  SourceArn,
});

type SettingName = 'FilterPolicy' | 'FilterPolicyScope' | 'RedrivePolicy';
type Setting = readonly [SettingName, string | undefined];

/** The subscription of `live` to a topic; undefined where there is none, or no topic. */
async function findSubscription(
  { clients, aliasArn }: TriggerContext,
  TopicArn: string,
): Promise<string | undefined> {
  const client = await clients.sns();
  try {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client },
      { TopicArn },
    )) {
      const found = Subscriptions.find(
        ({ Protocol, Endpoint }) => Protocol === 'lambda' && Endpoint === aliasArn,
      );
      if (found !== undefined) return found.SubscriptionArn;
    }
  } catch (error) {
    if (!isAwsError(error, 'NotFoundException')) throw error;
  }
  return undefined;
}

async function readSubscription(
  context: TriggerContext,
  topic: string,
): Promise<FoundTrigger<Handle>> {
  const subscription = await findSubscription(context, topic);
  if (subscription === undefined) return withoutSubscription(context, topic);
  const client = await context.clients.sns();
  const { Attributes = {} } = await client.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: subscription }),
  );
  const { FilterPolicy, FilterPolicyScope, RedrivePolicy } = Attributes;
  const redrive = JSON.parse(RedrivePolicy ?? '{}') as { deadLetterTargetArn?: string };
  const declared: Declared = {
    type: 'topic',
    topic,
    ...(FilterPolicy !== undefined && {
      filterPolicy: JSON.parse(FilterPolicy) as Declared['filterPolicy'],
      filterPolicyScope: FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes',
    }),
    deadLetter: redrive.deadLetterTargetArn,
  };
  const { properties, ...state } = describeTrigger(declared, context);
  const isAllowed = await context.statements.isGranted('topic', grantOf(topic));
  return {
    state: { ...state, properties: { ...properties, isAllowed } },
    handle: { topic, subscription },
  };
}

/** What an interrupted run left, or somebody ended by hand: only the permission is there. */
function withoutSubscription(context: TriggerContext, topic: string): FoundTrigger<Handle> {
  const { properties, ...state } = describeTrigger({ type: 'topic', topic }, context);
  const isAllowed = false;
  return { state: { ...state, properties: { ...properties, isAllowed } }, handle: { topic } };
}

async function topicProblem(
  { clients, place }: TriggerContext,
  topic: string,
): Promise<string | undefined> {
  const TopicArn = topicArn(topic, place);
  const client = await clients.sns();
  try {
    await client.send(new GetTopicAttributesCommand({ TopicArn }));
    return undefined;
  } catch (error) {
    if (!isAwsError(error, 'NotFoundException')) throw error;
    return `there is no topic ${TopicArn}: create it, or correct the name`;
  }
}

/** Subscriptions of SNS topics: ours are those of which a statement of ours in the policy of `live` speaks. */
export const topicTriggers: TriggerKind<Declared, Handle> = {
  async read(context) {
    const topics = [...new Set(await context.statements.sourcesOf('topic'))];
    return Promise.all(topics.map((topic) => readSubscription(context, topic)));
  },

  check: (context, all) =>
    checkEach(all, async ({ topic, deadLetter }) => [
      await topicProblem(context, topic),
      await readQueueProblem(context, deadLetter),
    ]),

  async write(context, { declared }) {
    const client = await context.clients.sns();
    const { filterPolicy, filterPolicyScope = 'MessageAttributes', deadLetter } = declared;
    const TopicArn = topicArn(declared.topic, context.place);
    await context.statements.grant('topic', grantOf(TopicArn));
    const isFiltered = Object.keys(filterPolicy ?? {}).length > 0;
    const attributes: Readonly<Partial<Record<SettingName, string>>> = {
      ...(isFiltered && {
        FilterPolicyScope: filterPolicyScope,
        FilterPolicy: JSON.stringify(filterPolicy),
      }),
      ...(deadLetter !== undefined && {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: queueArn(deadLetter, context.place),
        }),
      }),
    };
    const found = await findSubscription(context, TopicArn);
    if (found === undefined) {
      await client.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'lambda',
          Endpoint: context.aliasArn,
          Attributes: { ...attributes },
        }),
      );
      return;
    }
    // One by one. SNS takes no scope to which the policy of the moment does not fit: one without levels
    // fits both.
    const scope: Setting = ['FilterPolicyScope', attributes.FilterPolicyScope];
    const policy: Setting = ['FilterPolicy', attributes.FilterPolicy ?? '{}'];
    const settings: readonly Setting[] = [
      ...(filterPolicyScope === 'MessageBody' ? [scope, policy] : [policy, scope]),
      // Nothing takes away what was there; SNS refuses an empty text.
      ['RedrivePolicy', attributes.RedrivePolicy],
    ];
    for (const [AttributeName, AttributeValue] of settings) {
      if (AttributeValue === undefined && AttributeName === 'FilterPolicyScope') continue;
      const input = { SubscriptionArn: found, AttributeName, AttributeValue };
      await client.send(new SetSubscriptionAttributesCommand(input));
    }
  },

  async remove(context, { handle: { topic, subscription } }) {
    const client = await context.clients.sns();
    if (subscription !== undefined) {
      try {
        await client.send(new UnsubscribeCommand({ SubscriptionArn: subscription }));
      } catch (error) {
        if (!isAwsError(error, 'NotFoundException')) throw error;
      }
    }
    await context.statements.revoke('topic', grantOf(topic));
  },
};
