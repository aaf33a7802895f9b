import type { LambdaFunctionConfiguration, NotificationConfiguration } from '@aws-sdk/client-s3';
import {
  bucketEventPattern,
  busArn,
  describeTrigger,
  fingerprint,
  overlaps,
  parseOwnership,
  type BucketNotification,
  type TriggerOf,
  type TriggerState,
} from '@tooling/core';
import { getFunction } from '../read-functions.ts';
import {
  editNotifications,
  entriesOf,
  notificationOf,
  readNotifications,
  sendToEventBridge,
} from './bucket-notifications.ts';
import { readRule, removeRule, ruleArnOf, ruleGrant, ruleNameOf, writeRule } from './event-rule.ts';
import type { Grant } from './policy-statements.ts';
import type { TriggerContext } from './trigger-context.ts';
import { checkEach, type FoundTrigger, type TriggerKind } from './trigger-kind.ts';

type Declared = TriggerOf<'bucket'>;

/** By a notification of a bucket, or by a rule that has this ARN. */
type Handle =
  | { readonly bucket: string; readonly notification: string | undefined }
  | { readonly rule: string };

const kind = 'bucket';
const ruleKind = 'bucketrule';
const ownIdPrefix = 'lambda-deploy-';

const idOf = ({ functionName }: TriggerContext, id: string): string =>
  `${ownIdPrefix}${functionName}-${fingerprint([functionName, id]).slice(0, 12)}`;

/** S3's ARNs name no account: without it, whoever gets the name of a deleted bucket would be let in. */
const grantOf = ({ place }: TriggerContext, bucket: string): Grant => ({
  Action: 'lambda:InvokeFunction',
  Principal: 's3.amazonaws.com',
  SourceArn: `arn:${place.partition}:s3:::${bucket}`,
  SourceAccount: place.account,
});

/** Ours call `live` and have an Id that we gave. */
const isOurs =
  ({ aliasArn }: TriggerContext) =>
  ({ Id = '', LambdaFunctionArn }: LambdaFunctionConfiguration): boolean =>
    LambdaFunctionArn === aliasArn && Id.startsWith(ownIdPrefix);

/** @param wanted - by the Ids of their notifications */
async function readBucket(
  context: TriggerContext,
  bucket: string,
  wanted: ReadonlyMap<string, TriggerState>,
): Promise<readonly FoundTrigger<Handle>[]> {
  const found = await readNotifications(context, bucket);
  const isAllowed = await context.statements.isGranted(kind, grantOf(context, bucket));
  const own = (found?.LambdaFunctionConfigurations ?? []).filter(isOurs(context));
  return own.map((entry) => {
    const declared = { type: 'bucket', bucket, ...notificationOf(entry) } as unknown as Declared;
    const state = describeTrigger(declared, context);
    // Whatever somebody made of it by hand, under its Id it is this one.
    const { id, title } = wanted.get(entry.Id ?? '') ?? state;
    return {
      state: { ...state, id, title, properties: { ...state.properties, isAllowed } },
      handle: { bucket, notification: entry.Id },
    };
  });
}

/** Rules tell less than they were made of: they are compared with those that are declared. */
async function readRules(
  context: TriggerContext,
  declared: readonly Declared[],
): Promise<readonly FoundTrigger<Handle>[]> {
  const wanted = new Map(
    declared
      .filter(({ via }) => via === 'eventbridge')
      .map((one) => {
        const state = describeTrigger(one, context);
        const name = ruleNameOf(context, state.id);
        const arn = ruleArnOf(context, busArn('default', context.place), name);
        return [arn, { one, state }] as const;
      }),
  );
  const arns = [...new Set(await context.statements.sourcesOf(ruleKind))];
  const found = arns.map(async (arn): Promise<FoundTrigger<Handle> | undefined> => {
    const known = wanted.get(arn);
    const rule = await readRule(context, arn);
    if (known === undefined) {
      const title = `bucket by the rule ${arn.split('/').at(-1) ?? arn}`;
      return { state: { type: 'bucket', id: arn, title, properties: {} }, handle: { rule: arn } };
    }
    if (rule === undefined) return undefined;
    const { one, state } = known;
    const isAllowed =
      rule.target !== undefined &&
      rule.rule.State !== 'DISABLED' &&
      fingerprint(JSON.parse(rule.rule.EventPattern ?? '{}')) ===
        fingerprint(bucketEventPattern(one)) &&
      (await context.statements.isGranted(ruleKind, ruleGrant(arn)));
    const bucket = await readNotifications(context, one.bucket);
    const isSending = bucket?.EventBridgeConfiguration !== undefined;
    const properties = { ...state.properties, isAllowed, isSending };
    return { state: { ...state, properties }, handle: { rule: arn } };
  });
  return (await Promise.all(found)).filter((one) => one !== undefined);
}

/** Of others, in the way of one that is wanted. */
const overlapping = (
  context: TriggerContext,
  found: NotificationConfiguration,
  wanted: BucketNotification,
) =>
  entriesOf(found)
    .filter((entry) => !isOurs(context)(entry as LambdaFunctionConfiguration))
    .filter((entry) => overlaps(notificationOf(entry), wanted));

/**
 * Whether it is one of another function of the service in the stage. No two of them declare what overlaps,
 * so that one does not want it any more: it is there until that function is deployed.
 */
async function isGivenUp(
  { clients, ownership }: TriggerContext,
  { Id = '', LambdaFunctionArn = '' }: Partial<LambdaFunctionConfiguration>,
): Promise<boolean> {
  const [, name = ''] = /:function:([^:]+):live$/.exec(LambdaFunctionArn) ?? [];
  if (name === '' || !Id.startsWith(`${ownIdPrefix}${name}-`)) return false;
  const tags = (await getFunction(clients, name))?.Tags ?? {};
  const { lambda: _, ...of } = parseOwnership(tags) ?? { lambda: '' };
  return fingerprint(of) === fingerprint({ service: ownership.service, stage: ownership.stage });
}

/** Ids of notifications that a new one takes the place of. */
async function readGivenUp(
  context: TriggerContext,
  bucket: string,
  wanted: BucketNotification,
): Promise<ReadonlySet<string | undefined>> {
  const found = (await readNotifications(context, bucket)) ?? {};
  const ids = overlapping(context, found, wanted).map(async (entry) =>
    (await isGivenUp(context, entry)) ? [entry.Id] : [],
  );
  return new Set((await Promise.all(ids)).flat());
}

async function bucketProblems(
  context: TriggerContext,
  declared: Declared,
): Promise<readonly string[]> {
  const { bucket, events = ['s3:ObjectCreated:*'], prefix = '', suffix = '', via } = declared;
  const found = await readNotifications(context, bucket);
  if (found === undefined) {
    return [`there is no bucket ${bucket} in this account: create it, or correct the name`];
  }
  if (via === 'eventbridge') return [];
  const others = overlapping(context, found, { events, prefix, suffix });
  const problems = others.map(async (entry) => {
    if (await isGivenUp(context, entry)) return [];
    const theirs = notificationOf(entry);
    return [
      `S3 refuses it beside the notification ${entry.Id ?? ''} of ${bucket}, which is for ${theirs.events.join(', ')} of ${theirs.prefix}*${theirs.suffix}: choose another prefix or suffix, or \`via: 'eventbridge'\``,
    ];
  });
  return (await Promise.all(problems)).flat();
}

/** Notifications of buckets that are there, and events that they send to EventBridge. */
export const bucketTriggers: TriggerKind<Declared, Handle> = {
  async read(context, declared) {
    const arns = await context.statements.sourcesOf(kind);
    const notified = declared.filter(({ via }) => via !== 'eventbridge');
    const buckets = new Set([
      ...arns.map((arn) => arn.split(':').at(-1) ?? ''),
      ...notified.map(({ bucket }) => bucket),
    ]);
    const wanted = new Map(
      notified.map((one) => {
        const state = describeTrigger(one, context);
        return [idOf(context, state.id), state];
      }),
    );
    const found = await Promise.all(
      [...buckets].map((bucket) => readBucket(context, bucket, wanted)),
    );
    const isLeft = (bucket: string) =>
      !found.flat().some(({ handle }) => 'bucket' in handle && handle.bucket === bucket) &&
      !notified.some((one) => one.bucket === bucket);
    // What an interrupted run has left of one: only that the bucket may call the function.
    const left = arns
      .map((arn) => arn.split(':').at(-1) ?? '')
      .filter(isLeft)
      .map((bucket): FoundTrigger<Handle> => {
        const title = `bucket ${bucket}, which does not call it any more`;
        const state = { type: 'bucket' as const, id: `bucket ${bucket}`, title, properties: {} };
        return { state, handle: { bucket, notification: undefined } };
      });
    return [...found.flat(), ...left, ...(await readRules(context, declared))];
  },

  check: (context, all) => checkEach(all, (one) => bucketProblems(context, one)),

  async write(context, { declared, wanted }) {
    const { bucket, events = ['s3:ObjectCreated:*'], prefix = '', suffix = '', via } = declared;
    if (via === 'eventbridge') {
      await sendToEventBridge(context, bucket);
      await writeRule(context, ruleKind, {
        busArn: busArn('default', context.place),
        name: ruleNameOf(context, wanted.id),
        pattern: JSON.stringify(bucketEventPattern(declared)),
        enabled: true,
        description: `Starts ${context.functionName} for ${bucket}, as its lambda.config.ts says`,
        target: {},
      });
      return;
    }
    // S3 asks at once whether it may call the function.
    await context.statements.grant(kind, grantOf(context, bucket));
    const Id = idOf(context, wanted.id);
    const FilterRules = [
      ...(prefix === '' ? [] : [{ Name: 'prefix' as const, Value: prefix }]),
      ...(suffix === '' ? [] : [{ Name: 'suffix' as const, Value: suffix }]),
    ];
    const givenUp = await readGivenUp(context, bucket, { events, prefix, suffix });
    const isEdited = (entry: LambdaFunctionConfiguration) =>
      isOurs(context)(entry) || givenUp.has(entry.Id);
    await editNotifications(context, bucket, isEdited, (ours) => [
      // Nor one that this one takes the place of: S3 would refuse both beside each other.
      ...ours.filter(
        (entry) => entry.Id !== Id && !overlaps(notificationOf(entry), { events, prefix, suffix }),
      ),
      {
        Id,
        LambdaFunctionArn: context.aliasArn,
        Events: [...events],
        ...(FilterRules.length > 0 && { Filter: { Key: { FilterRules } } }),
      },
    ]);
  },

  async remove(context, { handle }) {
    if ('rule' in handle) {
      const name = handle.rule.split('/').at(-1) ?? '';
      await removeRule(context, ruleKind, {
        busArn: busArn('default', context.place),
        name,
        arn: handle.rule,
      });
      return;
    }
    const { bucket, notification } = handle;
    await editNotifications(context, bucket, isOurs(context), (ours) =>
      ours.filter(({ Id }) => Id !== notification),
    );
    const left = await readNotifications(context, bucket);
    const isNeeded = (left?.LambdaFunctionConfigurations ?? []).some(isOurs(context));
    if (!isNeeded) await context.statements.revoke(kind, grantOf(context, bucket));
  },
};
