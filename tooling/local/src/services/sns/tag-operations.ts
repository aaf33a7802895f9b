import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-sns';
import type { RequestContext } from '../../service.ts';
import type { TopicDocument } from './sns-documents.ts';
import { invalid, noTagged } from './sns-errors.ts';
import { nameIn, type SnsStore } from './sns-store.ts';

export const tagOperations = ({ topics }: SnsStore) => {
  const find = (arn: string, context: RequestContext): TopicDocument => {
    const topic = topics.get(nameIn(arn, 'ResourceArn', context));
    if (topic === undefined) throw noTagged();
    return topic;
  };
  return {
    async TagResource(
      { ResourceArn = '', Tags }: TagResourceRequest,
      context: RequestContext,
    ): Promise<object> {
      const topic = find(ResourceArn, context);
      await topics.put(topic.name, { ...topic, tags: { ...topic.tags, ...tagsOf(Tags) } });
      return {};
    },

    async UntagResource(
      { ResourceArn = '', TagKeys = [] }: UntagResourceRequest,
      context: RequestContext,
    ): Promise<object> {
      const topic = find(ResourceArn, context);
      const tags = Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key));
      await topics.put(topic.name, { ...topic, tags: Object.fromEntries(tags) });
      return {};
    },

    ListTagsForResource(
      { ResourceArn = '' }: ListTagsForResourceRequest,
      context: RequestContext,
    ): Promise<ListTagsForResourceResponse> {
      const tags = Object.entries(find(ResourceArn, context).tags);
      return Promise.resolve({ Tags: tags.map(([Key, Value]) => ({ Key, Value })) });
    },
  };
};

export function tagsOf(tags: readonly Tag[] = []): Record<string, string> {
  const entries = tags.map(({ Key = '', Value = '' }) => [Key, Value] as const);
  const found = Object.fromEntries(entries);
  if (Object.keys(found).length < tags.length) throw invalid('Duplicated keys are not allowed.');
  return found;
}
