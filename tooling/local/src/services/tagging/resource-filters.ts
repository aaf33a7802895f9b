import type { GetResourcesInput } from '@aws-sdk/client-resource-groups-tagging-api';
import type { TaggedResource } from './tagged-resources.ts';

/** Filters are all to hold; of the values of one, and of the types, any. */
export function isAskedFor(input: GetResourcesInput): (resource: TaggedResource) => boolean {
  const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList } = input;
  return ({ arn, tags }) =>
    Object.keys(tags).length > 0 &&
    (ResourceARNList === undefined || ResourceARNList.includes(arn)) &&
    (ResourceTypeFilters.length === 0 || ResourceTypeFilters.some((type) => isOfType(arn, type))) &&
    TagFilters.every(({ Key = '', Values = [] }) => {
      if (!Object.hasOwn(tags, Key)) return false;
      return Values.length === 0 || Values.includes(tags[Key] ?? '');
    });
}

/** `lambda` or `lambda:function` of `arn:aws:lambda:us-east-1:000000000000:function:predict`. */
function isOfType(arn: string, filter: string): boolean {
  const [, , service, , , ...resource] = arn.split(':');
  const type = resource.join(':').split(/[:/]/)[0];
  return filter === service || filter === `${service}:${type}`;
}
