import { ownershipTagKeys, parseOwnership, type OwnedFunction } from '@tooling/core';
import type { AwsClients } from './clients.ts';

/** Functions with the ownership tags of a service and stage: one tag query a hundred functions. */
export async function listOwned(
  { tagging }: AwsClients,
  service: string,
  stage: string,
): Promise<readonly OwnedFunction[]> {
  const [{ paginateGetResources }, client] = await Promise.all([
    import('@aws-sdk/client-resource-groups-tagging-api'),
    tagging(),
  ]);
  const pages = paginateGetResources(
    { client },
    {
      ResourceTypeFilters: ['lambda:function'],
      TagFilters: [
        { Key: ownershipTagKeys.service, Values: [service] },
        { Key: ownershipTagKeys.stage, Values: [stage] },
      ],
    },
  );
  const owned: OwnedFunction[] = [];
  for await (const { ResourceTagMappingList = [] } of pages) {
    for (const { ResourceARN, Tags = [] } of ResourceTagMappingList) {
      const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
      const ownership = parseOwnership(tags);
      const functionName = ResourceARN?.split(':')[6];
      if (functionName !== undefined && ownership !== undefined) {
        owned.push({ functionName, ownership });
      }
    }
  }
  return owned;
}
