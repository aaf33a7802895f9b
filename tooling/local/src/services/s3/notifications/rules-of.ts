import type {
  NotificationConfiguration,
  NotificationConfigurationFilter,
} from '@aws-sdk/client-s3';

/** One entry of a notification configuration, whatever it goes to. */
export interface NotificationRule {
  readonly id: string | undefined;
  /** The element with the ARN, as S3's errors name it. */
  readonly element: 'CloudFunction' | 'Queue' | 'Topic';
  readonly targetArn: string;
  readonly events: readonly string[];
  readonly filters: readonly { readonly name?: string; readonly value?: string }[];
}

export function rulesOf(configuration: NotificationConfiguration): readonly NotificationRule[] {
  const {
    LambdaFunctionConfigurations = [],
    QueueConfigurations = [],
    TopicConfigurations = [],
  } = configuration;
  return [
    ...TopicConfigurations.map((one) => ruleOf('Topic', one.TopicArn, one)),
    ...QueueConfigurations.map((one) => ruleOf('Queue', one.QueueArn, one)),
    ...LambdaFunctionConfigurations.map((one) =>
      ruleOf('CloudFunction', one.LambdaFunctionArn, one),
    ),
  ];
}

/** The beginning or the end of the keys that a rule is for; every key has the empty one. */
export function filterOf({ filters }: NotificationRule, name: 'prefix' | 'suffix'): string {
  return filters.find((filter) => filter.name?.toLowerCase() === name)?.value ?? '';
}

function ruleOf(
  element: NotificationRule['element'],
  targetArn: string | undefined,
  {
    Id,
    Events,
    Filter,
  }: {
    readonly Id?: string | undefined;
    readonly Events?: readonly string[] | undefined;
    readonly Filter?: NotificationConfigurationFilter | undefined;
  },
): NotificationRule {
  const rules = Filter?.Key?.FilterRules ?? [];
  return {
    id: Id,
    element,
    targetArn: targetArn ?? '',
    events: Events ?? [],
    filters: rules.map(({ Name, Value }) => ({
      ...(Name !== undefined && { name: Name }),
      ...(Value !== undefined && { value: Value }),
    })),
  };
}
