import type {
  CreateTopicInput,
  CreateTopicResponse,
  DeleteTopicInput,
  GetTopicAttributesInput,
  GetTopicAttributesResponse,
  ListTopicsInput,
  ListTopicsResponse,
  SetTopicAttributesInput,
} from '@aws-sdk/client-sns';
import type { RequestContext } from '../../service.ts';
import { pageOf } from '../page.ts';
import { topicArn } from './sns-documents.ts';
import { invalid } from './sns-errors.ts';
import { nameIn, requireTopic, subscriptionsOf, type SnsStore } from './sns-store.ts';
import { tagsOf } from './tag-operations.ts';
import { checkTopicAttribute, showTopicAttributes } from './topic-attributes.ts';

export const topicOperations = (store: SnsStore) => ({
  async CreateTopic(
    input: CreateTopicInput,
    context: RequestContext,
  ): Promise<CreateTopicResponse> {
    const { Name: name = '', Attributes = {} } = input;
    const where = 'Attributes Reason: ';
    for (const [key, value] of Object.entries(Attributes)) checkTopicAttribute(key, value, where);
    checkName(name, Attributes.FifoTopic === 'true');
    const tags = tagsOf(input.Tags);
    const before = store.topics.get(name);
    if (before === undefined) {
      await store.topics.put(name, { name, attributes: Attributes, tags, deletedSubscriptions: 0 });
    } else {
      const shown = showTopicAttributes(before, context, 0);
      if (!isPart(Attributes, shown))
        throw invalid(`${where}Topic already exists with different attributes`);
      if (!isPart(tags, before.tags))
        throw invalid('Tags Reason: Topic already exists with different tags');
    }
    return { TopicArn: topicArn(context, name) };
  },

  async DeleteTopic({ TopicArn = '' }: DeleteTopicInput, context: RequestContext): Promise<object> {
    const name = nameIn(TopicArn, 'TopicArn', context);
    // One that is not there is deleted, too.
    for (const { id } of subscriptionsOf(store, name)) await store.subscriptions.delete(id);
    await store.topics.delete(name);
    return {};
  },

  GetTopicAttributes(
    { TopicArn = '' }: GetTopicAttributesInput,
    context: RequestContext,
  ): Promise<GetTopicAttributesResponse> {
    const topic = requireTopic(store, TopicArn, context);
    const confirmed = subscriptionsOf(store, topic.name).length;
    return Promise.resolve({ Attributes: showTopicAttributes(topic, context, confirmed) });
  },

  async SetTopicAttributes(
    { TopicArn = '', AttributeName = '', AttributeValue = '' }: SetTopicAttributesInput,
    context: RequestContext,
  ): Promise<object> {
    const topic = requireTopic(store, TopicArn, context);
    checkTopicAttribute(AttributeName, AttributeValue, '');
    if (AttributeName === 'FifoTopic') throw invalid('AttributeName');
    const attributes = { ...topic.attributes, [AttributeName]: AttributeValue };
    await store.topics.put(topic.name, { ...topic, attributes });
    return {};
  },

  ListTopics({ NextToken }: ListTopicsInput, context: RequestContext): Promise<ListTopicsResponse> {
    const { items, nextToken } = pageOf(store.topics.list(), {
      keyOf: ([name]) => name,
      token: NextToken,
      limit: 100,
      wrongToken: () => invalid('NextToken'),
    });
    return Promise.resolve({
      Topics: items.map(([name]) => ({ TopicArn: topicArn(context, name) })),
      NextToken: nextToken,
    });
  },
});

function checkName(name: string, isFifo: boolean): void {
  const pattern = isFifo ? /^[\w-]{1,251}\.fifo$/ : /^[\w-]{1,256}$/;
  if (!pattern.test(name)) throw invalid('Topic Name');
}

function isPart(part: Readonly<Record<string, string>>, whole: Readonly<Record<string, string>>) {
  return Object.entries(part).every(([key, value]) => whole[key] === value);
}
