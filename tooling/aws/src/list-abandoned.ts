import {
  ownershipTagKeys,
  parseOwnership,
  removingTagKey,
  type Ownership,
  type Stage,
} from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { listAbandonedRoles } from './find-own-role.ts';
import { translating } from './translate-error.ts';

/** Owners of log groups that an interrupted removal has left. */
async function listAbandonedLogGroups(
  { tagging }: AwsClients,
  { service, stage }: Pick<Ownership, 'service' | 'stage'>,
): Promise<readonly Ownership[]> {
  const [{ paginateGetResources }, client] = await Promise.all([
    import('@aws-sdk/client-resource-groups-tagging-api'),
    tagging(),
  ]);
  const owners: (Ownership | undefined)[] = [];
  for await (const { ResourceTagMappingList = [] } of paginateGetResources(
    { client },
    {
      ResourceTypeFilters: ['logs:log-group'],
      TagFilters: [
        { Key: ownershipTagKeys.service, Values: [service] },
        { Key: ownershipTagKeys.stage, Values: [stage] },
        { Key: removingTagKey },
      ],
    },
  )) {
    const tags = ResourceTagMappingList.map(({ Tags = [] }) =>
      Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    );
    owners.push(...tags.map(parseOwnership));
  }
  return owners.filter((owner) => owner !== undefined);
}

/**
 * The lambdas whose removal was interrupted after the function was deleted: what is left of them carries
 * the tags of the removal.
 */
export async function listAbandoned(
  clients: AwsClients,
  service: string,
  { name: stage, rolePath, namePrefix }: Stage,
): Promise<readonly Ownership[]> {
  const [roles, logGroups] = await translating(undefined, () =>
    Promise.all([
      listAbandonedRoles(clients, { service, stage }, { rolePath, namePrefix }),
      listAbandonedLogGroups(clients, { service, stage }),
    ]),
  );
  return [...new Map([...roles, ...logGroups].map((owner) => [owner.lambda, owner])).values()];
}
