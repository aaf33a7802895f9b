import { randomUUID } from 'node:crypto';
import type {
  FilterRuleName,
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
  NotificationConfigurationFilter,
  PutBucketNotificationConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { RequestContext } from '../../../service.ts';
import { requireBucket } from '../s3-store.ts';
import type { S3World } from '../s3-world.ts';
import { checkDestinations } from './check-destinations.ts';
import { checkRules } from './check-rules.ts';
import { rulesOf } from './rules-of.ts';

export const notificationOperations = ({ store, delivery }: S3World) => ({
  GetBucketNotificationConfiguration(
    input: GetBucketNotificationConfigurationRequest,
    context: RequestContext,
  ): Promise<NotificationConfiguration> {
    return Promise.resolve(requireBucket(store, input, context).notifications ?? {});
  },

  /** Replaces the whole configuration. */
  async PutBucketNotificationConfiguration(
    input: PutBucketNotificationConfigurationRequest,
    context: RequestContext,
  ): Promise<object> {
    const { name: bucket } = requireBucket(store, input, context);
    const rules = rulesOf(input.NotificationConfiguration ?? {});
    checkRules(rules, context.region);
    if (!input.SkipDestinationValidation) {
      await checkDestinations(delivery, rules, { bucket, context });
    }
    const notifications = complete(input.NotificationConfiguration ?? {});
    // The bucket may have changed while the destinations were asked.
    await store.buckets.put(bucket, { ...requireBucket(store, input, context), notifications });
    return {};
  },
});

/** As it is read back: every entry with an Id, and the names of filters with a capital letter. */
function complete(configuration: NotificationConfiguration): NotificationConfiguration {
  const {
    TopicConfigurations = [],
    QueueConfigurations = [],
    LambdaFunctionConfigurations = [],
    EventBridgeConfiguration,
  } = configuration;
  return {
    ...(TopicConfigurations.length > 0 && {
      TopicConfigurations: TopicConfigurations.map(completeEntry),
    }),
    ...(QueueConfigurations.length > 0 && {
      QueueConfigurations: QueueConfigurations.map(completeEntry),
    }),
    ...(LambdaFunctionConfigurations.length > 0 && {
      LambdaFunctionConfigurations: LambdaFunctionConfigurations.map(completeEntry),
    }),
    ...(EventBridgeConfiguration !== undefined && { EventBridgeConfiguration: {} }),
  };
}

interface Entry {
  readonly Id?: string | undefined;
  readonly Filter?: NotificationConfigurationFilter | undefined;
}

function completeEntry<One extends Entry>(entry: One): One {
  const rules = entry.Filter?.Key?.FilterRules ?? [];
  const FilterRules = rules.map(({ Name, Value }) => ({
    Name: capitalised(Name),
    Value,
  }));
  return {
    ...entry,
    Id: entry.Id ?? Buffer.from(randomUUID()).toString('base64'),
    ...(entry.Filter !== undefined && { Filter: { Key: { FilterRules } } }),
  };
}

/** AWS reads a prefix back as `Prefix`, which the types do not know. */
function capitalised(name: string | undefined): FilterRuleName {
  const lower = name?.toLowerCase() ?? '';
  return `${lower.charAt(0).toUpperCase()}${lower.slice(1)}` as FilterRuleName;
}
