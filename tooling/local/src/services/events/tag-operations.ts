import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-eventbridge';
import { validation } from './events-errors.ts';
import { requireBus, requireRule, ruleKey, type EventsStore } from './events-store.ts';

export const tagOperations = (store: EventsStore) => ({
  async TagResource({ ResourceARN = '', Tags }: TagResourceRequest): Promise<object> {
    const { tags, write } = find(store, ResourceARN);
    await write({ ...tags, ...tagsOf(Tags) });
    return {};
  },

  async UntagResource({ ResourceARN = '', TagKeys = [] }: UntagResourceRequest): Promise<object> {
    const { tags, write } = find(store, ResourceARN);
    await write(Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))));
    return {};
  },

  ListTagsForResource({
    ResourceARN = '',
  }: ListTagsForResourceRequest): Promise<ListTagsForResourceResponse> {
    const tags = Object.entries(find(store, ResourceARN).tags);
    return Promise.resolve({ Tags: tags.map(([Key, Value]) => ({ Key, Value })) });
  },
});

export function tagsOf(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  readonly write: (tags: Readonly<Record<string, string>>) => Promise<void>;
}

function find(store: EventsStore, arn: string): Tagged {
  const [, kind, path = ''] = /^arn:[^:]*:events:[^:]*:\d*:(rule|event-bus)\/(.+)$/.exec(arn) ?? [];
  if (kind === 'event-bus') {
    const bus = requireBus(store, path);
    return { tags: bus.tags, write: (tags) => store.buses.put(path, { ...bus, tags }) };
  }
  if (kind === undefined) {
    throw validation(
      `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  const [name = '', busName = 'default'] = path.split('/').reverse();
  const rule = requireRule(store, { name, busName });
  return { tags: rule.tags, write: (tags) => store.rules.put(ruleKey(rule), { ...rule, tags }) };
}
