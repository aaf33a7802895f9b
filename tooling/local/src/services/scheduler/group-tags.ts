import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-scheduler';
import type { RequestContext } from '../../service.ts';
import type { GroupDocument } from './schedule-document.ts';
import { scheduleGroupArn } from './scheduler-arns.ts';
import { noGroup } from './scheduler-errors.ts';
import type { SchedulerStore } from './scheduler-store.ts';

/** Only groups have tags. */
export function groupTagOperations(store: SchedulerStore) {
  const find = (arn = '', context: RequestContext): GroupDocument => {
    const name = arn.split('/').at(-1) ?? '';
    if (arn !== scheduleGroupArn(context, name)) throw noGroup(name);
    return store.group(name);
  };
  return {
    async TagResource(
      { ResourceArn, Tags }: TagResourceInput,
      context: RequestContext,
    ): Promise<object> {
      const group = find(ResourceArn, context);
      const tags = { ...group.tags, ...readTags(Tags) };
      await store.saveGroup({ ...group, tags });
      return {};
    },

    async UntagResource(
      { ResourceArn, TagKeys = [] }: UntagResourceInput,
      context: RequestContext,
    ): Promise<object> {
      const group = find(ResourceArn, context);
      const kept = Object.entries(group.tags).filter(([key]) => !TagKeys.includes(key));
      await store.saveGroup({ ...group, tags: Object.fromEntries(kept) });
      return {};
    },

    ListTagsForResource: (
      { ResourceArn }: ListTagsForResourceInput,
      context: RequestContext,
    ): Promise<ListTagsForResourceOutput> =>
      Promise.resolve().then(() => {
        const { tags } = find(ResourceArn, context);
        return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
      }),
  };
}

export function readTags(tags: readonly Tag[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
