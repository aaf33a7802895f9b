import type {
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  TagRoleRequest,
  UntagRoleRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { iamPage } from './iam-paging.ts';
import { requireRole, saveRole, type IamStore } from './iam-store.ts';
import { mergeTags, readTags, removeTags, showTags } from './iam-tags.ts';

export function roleTagOperations(store: IamStore) {
  const TagRole: Operation<TagRoleRequest> = async ({ RoleName = '', Tags }) => {
    const role = requireRole(store, RoleName);
    await saveRole(store, { ...role, tags: mergeTags(role.tags, readTags(Tags)) });
  };

  const UntagRole: Operation<UntagRoleRequest> = async ({ RoleName = '', TagKeys = [] }) => {
    const role = requireRole(store, RoleName);
    await saveRole(store, { ...role, tags: removeTags(role.tags, TagKeys) });
  };

  const ListRoleTags: Operation<ListRoleTagsRequest, ListRoleTagsResponse> = async (input) => {
    const { tags } = requireRole(store, input.RoleName ?? '');
    const sorted = showTags(tags).sort((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1));
    const { items, paging } = iamPage(sorted, ({ Key = '' }) => Key, input);
    return Promise.resolve({ Tags: [...items], ...paging });
  };

  return { TagRole, UntagRole, ListRoleTags };
}
