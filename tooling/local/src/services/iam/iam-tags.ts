import type { Tag } from '@aws-sdk/client-iam';
import { invalidInput, limitExceeded } from './iam-errors.ts';

export type Tags = Readonly<Record<string, string>>;

/** @throws AwsError InvalidInput when a key is there twice. */
export function readTags(tags: readonly Tag[] = []): Tags {
  const keys = new Set(tags.map(({ Key = '' }) => Key.toLowerCase()));
  if (keys.size < tags.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Keys are one whatever their case, and a new spelling replaces the old. */
export function mergeTags(before: Tags, added: Tags): Tags {
  const replaced = new Set(Object.keys(added).map((key) => key.toLowerCase()));
  const kept = Object.entries(before).filter(([key]) => !replaced.has(key.toLowerCase()));
  const tags = Object.fromEntries([...kept, ...Object.entries(added)]);
  if (Object.keys(tags).length > 50) {
    throw limitExceeded('The number of tags has reached the maximum limit.');
  }
  return tags;
}

export function removeTags(before: Tags, keys: readonly string[]): Tags {
  const removed = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(
    Object.entries(before).filter(([key]) => !removed.has(key.toLowerCase())),
  );
}

export function showTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
