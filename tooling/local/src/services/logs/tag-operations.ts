import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../service.ts';
import { requireGroup } from './log-group-names.ts';
import type { LogsStore } from './logs-store.ts';

/** Log groups by their ARN, which ends without `:*` here. */
export function tagOperations(store: LogsStore) {
  const TagResource: Operation<TagResourceRequest> = async ({ resourceArn, tags = {} }) => {
    const group = requireGroup(store, { logGroupIdentifier: resourceArn });
    const merged = { ...group.tags, ...tags };
    if (Object.keys(merged).length > 50) {
      throw new AwsError(
        400,
        'TooManyTagsException',
        'The number of tags exceeds the maximum of 50 for a resource.',
        { resourceName: resourceArn },
      );
    }
    await store.groups.put(group.name, { ...group, tags: merged });
  };

  const UntagResource: Operation<UntagResourceRequest> = async ({ resourceArn, tagKeys = [] }) => {
    const group = requireGroup(store, { logGroupIdentifier: resourceArn });
    const tags = Object.entries(group.tags).filter(([key]) => !tagKeys.includes(key));
    await store.groups.put(group.name, { ...group, tags: Object.fromEntries(tags) });
  };

  const ListTagsForResource: Operation<
    ListTagsForResourceRequest,
    ListTagsForResourceResponse
  > = async ({ resourceArn }) =>
    Promise.resolve({ tags: requireGroup(store, { logGroupIdentifier: resourceArn }).tags });

  return { TagResource, UntagResource, ListTagsForResource };
}
