import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-lambda';
import { memoryTagKeys, recordAttributes, triggerMarkOf, type FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';

/** Sets and removes tags, in one request each, only where they differ. */
export async function applyTags(
  { lambda }: AwsClients,
  { attributes, executionRole, triggers }: FunctionChange,
  found: { readonly arn: string | undefined; readonly tags: Readonly<Record<string, string>> },
): Promise<void> {
  const { arn: Resource, tags } = found;
  const wanted: Readonly<Record<string, string | undefined>> = {
    ...attributes.tags,
    [memoryTagKeys.attributes]: recordAttributes(tags, attributes),
    [memoryTagKeys.permissions]: executionRole?.policyHash,
    [memoryTagKeys.triggers]: triggerMarkOf(triggers),
  };
  const differing = Object.entries(wanted).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && tags[entry[0]] !== entry[1],
  );
  if (differing.length > 0) {
    await lambda.send(new TagResourceCommand({ Resource, Tags: Object.fromEntries(differing) }));
  }
  const remembered = [
    memoryTagKeys.triggers,
    ...(executionRole === undefined ? [] : [memoryTagKeys.permissions]),
  ];
  const removed = [...(attributes.removedTags ?? []), ...remembered].filter(
    (key) => wanted[key] === undefined && Object.hasOwn(tags, key),
  );
  if (removed.length > 0) {
    await lambda.send(new UntagResourceCommand({ Resource, TagKeys: removed }));
  }
}
