import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  type LambdaFunctionConfiguration,
  type NotificationConfiguration,
  type QueueConfiguration,
  type TopicConfiguration,
} from '@aws-sdk/client-s3';
import { fingerprint, UserError, type BucketNotification } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import type { TriggerContext } from './trigger-context.ts';

type Entry = LambdaFunctionConfiguration | QueueConfiguration | TopicConfiguration;

/** Read, merge, write and read again: so often at most, while somebody else writes too. */
const attempts = 5;

/** All notifications of a bucket; undefined where there is no such bucket. */
export async function readNotifications(
  { clients, place }: TriggerContext,
  bucket: string,
): Promise<NotificationConfiguration | undefined> {
  const s3 = await clients.s3();
  try {
    const { $metadata: _, ...found } = await s3.send(
      new GetBucketNotificationConfigurationCommand({
        Bucket: bucket,
        ExpectedBucketOwner: place.account,
      }),
    );
    return found;
  } catch (error) {
    if (isAwsError(error, 'NoSuchBucket', 'NotFound')) return undefined;
    throw error;
  }
}

/** Those to others than functions included. */
export const entriesOf = ({
  LambdaFunctionConfigurations: functions = [],
  QueueConfigurations: queues = [],
  TopicConfigurations: topics = [],
}: NotificationConfiguration): readonly Entry[] => [...functions, ...queues, ...topics];

/** What an entry is about, in the words of a trigger. */
export function notificationOf({ Events = [], Filter }: Entry): BucketNotification {
  const rules = Filter?.Key?.FilterRules ?? [];
  const valueOf = (name: string) =>
    rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? '';
  return { events: Events, prefix: valueOf('prefix'), suffix: valueOf('suffix') };
}

/**
 * Changes our own notifications of a bucket, and no other. S3 takes the whole of them at once and offers
 * nothing to guard that with: so it is read again afterwards, every entry of others is compared, and where
 * one is missing, because somebody wrote at the same time, all of it is merged anew.
 *
 * @param edit - gets our entries by their Ids, and returns what they shall be
 * @throws UserError REMOTE_MOVED where others keep writing
 */
export async function editNotifications(
  context: TriggerContext,
  bucket: string,
  isOurs: (entry: LambdaFunctionConfiguration) => boolean,
  edit: (ours: readonly LambdaFunctionConfiguration[]) => readonly LambdaFunctionConfiguration[],
): Promise<void> {
  await context.clients.exclusively(`bucket ${bucket}`, async () => {
    let base = await readNotifications(context, bucket);
    let lost: readonly string[] = [];
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (base === undefined) return;
      const wanted = merge(base, isOurs, edit);
      if (!isSame(base, wanted)) {
        // S3 would refuse to take ours away while it cannot reach what an entry of others leads to.
        const isTrusted = missingIn(base, wanted).length === 0;
        await writeNotifications(context, bucket, wanted, isTrusted);
      }
      const after = await readNotifications(context, bucket);
      if (after === undefined) return;
      lost = missingIn(after, wanted);
      if (lost.length === 0) return;
      // What somebody else wrote meanwhile is the new base, with what they did not know of.
      base = withLost(after, base, isOurs);
    }
    throw new UserError(
      'REMOTE_MOVED',
      `the notifications of the bucket ${bucket} are being changed by somebody else: ${lost.join(', ')} is gone again`,
      { subject: context.functionName },
    );
  });
}

async function writeNotifications(
  { clients, place }: TriggerContext,
  bucket: string,
  NotificationConfiguration: NotificationConfiguration,
  SkipDestinationValidation = false,
): Promise<void> {
  const s3 = await clients.s3();
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      ExpectedBucketOwner: place.account,
      NotificationConfiguration,
      ...(SkipDestinationValidation && { SkipDestinationValidation }),
    }),
  );
}

function merge(
  base: NotificationConfiguration,
  isOurs: (entry: LambdaFunctionConfiguration) => boolean,
  edit: (ours: readonly LambdaFunctionConfiguration[]) => readonly LambdaFunctionConfiguration[],
): NotificationConfiguration {
  const functions = base.LambdaFunctionConfigurations ?? [];
  const others = functions.filter((entry) => !isOurs(entry));
  const edited = [...others, ...edit(functions.filter(isOurs))];
  return { ...base, LambdaFunctionConfigurations: edited.length === 0 ? undefined : edited };
}

const keyOf = (entry: Entry): string => {
  const { events, prefix, suffix } = notificationOf(entry);
  const { Id, Events: _events, Filter: _filter, ...target } = entry;
  return fingerprint([Id, events.toSorted(), prefix, suffix, target]);
};

const isSame = (one: NotificationConfiguration, other: NotificationConfiguration): boolean =>
  missingIn(one, other).length === 0 && missingIn(other, one).length === 0;

/** Ids of entries of one that another does not have, as they are there. */
function missingIn(
  found: NotificationConfiguration,
  wanted: NotificationConfiguration,
): readonly string[] {
  const known = new Set(entriesOf(found).map(keyOf));
  const missing = entriesOf(wanted).filter((entry) => !known.has(keyOf(entry)));
  const isSending = wanted.EventBridgeConfiguration !== undefined;
  return [
    ...missing.map(({ Id = 'an entry' }) => Id),
    ...(isSending && found.EventBridgeConfiguration === undefined ? ['EventBridge'] : []),
  ];
}

/** Whoever wrote last is right about their own entries; those of others that they did not know come back. */
function withLost(
  after: NotificationConfiguration,
  before: NotificationConfiguration,
  isOurs: (entry: LambdaFunctionConfiguration) => boolean,
): NotificationConfiguration {
  const ids = new Set(entriesOf(after).map(({ Id }) => Id));
  const lostIn = <One extends Entry>(entries: readonly One[] = []) =>
    entries.filter((entry) => !ids.has(entry.Id) && !isOurs(entry as LambdaFunctionConfiguration));
  const joined = <One extends Entry>(now: readonly One[] = [], then: readonly One[] = []) => {
    const all = [...now, ...lostIn(then)];
    return all.length === 0 ? undefined : all;
  };
  return {
    ...after,
    EventBridgeConfiguration: after.EventBridgeConfiguration ?? before.EventBridgeConfiguration,
    LambdaFunctionConfigurations: joined(
      after.LambdaFunctionConfigurations,
      before.LambdaFunctionConfigurations,
    ),
    QueueConfigurations: joined(after.QueueConfigurations, before.QueueConfigurations),
    TopicConfigurations: joined(after.TopicConfigurations, before.TopicConfigurations),
  };
}

/** Lets a bucket send its events to EventBridge, too. It is the bucket's affair, and stays. */
export async function sendToEventBridge(context: TriggerContext, bucket: string): Promise<void> {
  await context.clients.exclusively(`bucket ${bucket}`, async () => {
    const found = await readNotifications(context, bucket);
    if (found === undefined || found.EventBridgeConfiguration !== undefined) return;
    await writeNotifications(context, bucket, { ...found, EventBridgeConfiguration: {} });
  });
}
