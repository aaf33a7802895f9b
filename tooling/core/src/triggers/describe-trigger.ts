import type { HttpApiConfig } from '../config/http-api-config.ts';
import type { Trigger, TriggerOf, TriggerType } from '../config/triggers-config.ts';
import { fingerprint } from '../fingerprint.ts';
import type { WantedTriggers } from './trigger-mark.ts';
import type { TriggerPlace, TriggerState, TriggerSubject } from './trigger-state.ts';

type Description = Omit<TriggerState, 'type'>;

type Describe = {
  readonly [Type in TriggerType]: (trigger: TriggerOf<Type>, place: TriggerPlace) => Description;
};

/** What a declared trigger comes to: names become ARNs, and what is left out AWS's default. */
export function describeTrigger(trigger: Trigger, { place }: TriggerSubject): TriggerState {
  const describe = descriptions[trigger.type] as (one: Trigger, where: TriggerPlace) => Description;
  return { type: trigger.type, ...describe(trigger, place) };
}

/** All of them, and the settings of the HTTP API where one is a route of it. */
export const describeTriggers = (
  { triggers, httpApi }: WantedTriggers,
  subject: TriggerSubject,
): readonly TriggerState[] => [
  ...(httpApi === undefined ? [] : [describeApi(httpApi)]),
  ...triggers.map((trigger) => describeTrigger(trigger, subject)),
];

/** The settings that all routes of the stage have in common. */
export const describeApi = ({
  cors,
  throttling,
  accessLog,
  authorizers = {},
  domain,
}: HttpApiConfig): TriggerState => ({
  type: 'api',
  id: 'httpApi',
  title: 'HTTP API of the stage',
  properties: {
    cors: corsOf(cors),
    rateLimit: throttling?.rateLimit,
    burstLimit: throttling?.burstLimit,
    accessLog: accessLog && {
      logGroupArn: accessLog.logGroupArn.replace(/:\*$/, ''),
      format: accessLog.format ?? usualFormat,
    },
    authorizers: Object.fromEntries(
      Object.entries(authorizers).map(([name, one]) => [
        name,
        {
          issuer: one.issuer,
          audience: sorted(one.audience),
          identitySource: one.identitySource ?? '$request.header.Authorization',
        },
      ]),
    ),
    domain: domain && { name: domain.name, path: domain.path ?? '' },
  },
});

/** Of a line of the access log, where nobody declares another. */
export const usualFormat = JSON.stringify({
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  integrationError: '$context.integrationErrorMessage',
});

/** The ARN of what a name stands for in the stage's own account and region. */
const arnOf = (service: string, nameOrArn: string, { partition, region, account }: TriggerPlace) =>
  nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:${partition}:${service}:${region}:${account}:${nameOrArn}`;

export const queueArn = (queue: string, place: TriggerPlace): string => arnOf('sqs', queue, place);

export const topicArn = (topic: string, place: TriggerPlace): string => arnOf('sns', topic, place);

const optionalQueue = (queue: string | undefined, place: TriggerPlace) =>
  queue === undefined ? undefined : queueArn(queue, place);

/** The last part of an ARN: what people call it. */
const nameIn = (nameOrArn: string) => nameOrArn.replace(/^arn:.*:/, '');

const json = (value: unknown): string => JSON.stringify(value);

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

const retriesOf = (retries: TriggerOf<'schedule'>['retries']) => ({
  maximumRetryAttempts: retries?.maximumRetryAttempts ?? 185,
  maximumEventAgeInSeconds: retries?.maximumEventAgeInSeconds ?? 86_400,
});

/** Filters have no order, and AWS keeps them as text. */
const filtersOf = (filters: readonly unknown[] | undefined) => filters?.map(json).sort();

/** Nothing where it allows nothing: AWS keeps none then. Case says nothing, and API Gateway changes it. */
function corsOf(cors: TriggerOf<'functionUrl'>['cors']) {
  if (cors === undefined || isEmptyCors(cors)) return undefined;
  const lowered = (items: readonly string[] = []) =>
    sorted(items.map((item) => item.toLowerCase()));
  return {
    allowOrigins: lowered(cors.allowOrigins),
    allowMethods: sorted(cors.allowMethods?.map((method) => method.toUpperCase())),
    allowHeaders: lowered(cors.allowHeaders),
    exposeHeaders: lowered(cors.exposeHeaders),
    allowCredentials: cors.allowCredentials ?? false,
    maxAge: cors.maxAge ?? 0,
  };
}

/** Whether it allows nothing, in whatever words. */
export const isEmptyCors = (cors: NonNullable<TriggerOf<'functionUrl'>['cors']>): boolean =>
  Object.values(cors as Readonly<Record<string, unknown>>).every(
    (value) =>
      value === false ||
      value === 0 ||
      value === undefined ||
      (Array.isArray(value) && value.length === 0),
  );

/** Their order says nothing, and AWS keeps none that is empty. */
const sorted = (items: readonly string[] | undefined): readonly string[] =>
  [...(items ?? [])].sort();

const secondsOf = (moment: string | undefined) =>
  moment === undefined ? undefined : new Date(moment).toISOString().replace(/\.\d{3}Z$/, 'Z');

function describeStream(
  trigger: TriggerOf<'dynamodbStream'> | TriggerOf<'kinesisStream'>,
  place: TriggerPlace,
): Description {
  const { type, stream, startingPosition = 'LATEST' } = trigger;
  const { onFailure } = trigger;
  return {
    id: `${type} ${stream} ${startingPosition}`,
    title: `${type} ${/:(?:table|stream)\/([^/]+)/.exec(stream)?.[1] ?? stream}`,
    properties: {
      enabled: trigger.enabled ?? true,
      batchSize: trigger.batchSize ?? 100,
      maximumBatchingWindow: trigger.maximumBatchingWindow ?? 0,
      filters: filtersOf(trigger.filters),
      reportBatchItemFailures: trigger.reportBatchItemFailures ?? false,
      parallelizationFactor: trigger.parallelizationFactor ?? 1,
      bisectBatchOnFunctionError: trigger.bisectBatchOnFunctionError ?? false,
      maximumRetryAttempts: trigger.maximumRetryAttempts ?? -1,
      maximumRecordAge: trigger.maximumRecordAge ?? -1,
      tumblingWindow: trigger.tumblingWindow ?? 0,
      onFailure: onFailure === undefined ? undefined : queueArn(onFailure, place),
    },
  };
}

const descriptions: Describe = {
  schedule(trigger, place) {
    const { expression, timezone = 'UTC', input } = trigger;
    const text = input === undefined ? undefined : json(input);
    const zone = timezone === 'UTC' ? '' : ` ${timezone}`;
    return {
      id: [
        'schedule',
        expression,
        timezone,
        ...(text === undefined ? [] : [fingerprint(text)]),
      ].join(' '),
      title: `schedule ${expression}${zone}`,
      properties: {
        expression,
        timezone,
        input: text,
        flexibleWindow: trigger.flexibleWindow,
        ...retriesOf(trigger.retries),
        deadLetter: optionalQueue(trigger.deadLetter, place),
        enabled: trigger.enabled ?? true,
        start: secondsOf(trigger.start),
        end: secondsOf(trigger.end),
        isAllowed: true,
      },
    };
  },
  functionUrl: ({ authType, cors, invokeMode = 'BUFFERED' }) => ({
    id: 'functionUrl',
    title: `functionUrl ${authType}`,
    properties: { authType, invokeMode, cors: corsOf(cors), isAllowed: true },
  }),
  httpApi: ({ route, authorizer = 'NONE', scopes, throttling, timeout = 30 }) => ({
    id: `httpApi ${route}`,
    title: `httpApi ${route}`,
    properties: {
      authorizer,
      scopes: sorted(scopes),
      rateLimit: throttling?.rateLimit,
      burstLimit: throttling?.burstLimit,
      timeout,
      isAllowed: true,
    },
  }),
  bucket({ bucket, events = ['s3:ObjectCreated:*'], prefix = '', suffix = '', via }) {
    const kinds = sorted(events);
    const keys = `${prefix}*${suffix}`;
    return {
      id: ['bucket', bucket, kinds.join(','), keys, via ?? 'notification'].join(' '),
      title: `bucket ${bucket}/${keys} ${kinds.map((one) => one.replace(/^s3:/, '')).join(', ')}`,
      properties: {
        events: kinds,
        keys,
        isAllowed: true,
        ...(via === 'eventbridge' && { isSending: true }),
      },
    };
  },
  queue(trigger, place) {
    return {
      id: `queue ${queueArn(trigger.queue, place)}`,
      title: `queue ${nameIn(trigger.queue)}`,
      properties: {
        enabled: trigger.enabled ?? true,
        batchSize: trigger.batchSize ?? 10,
        maximumBatchingWindow: trigger.maximumBatchingWindow ?? 0,
        filters: filtersOf(trigger.filters),
        reportBatchItemFailures: trigger.reportBatchItemFailures ?? false,
        maximumConcurrency: trigger.maximumConcurrency,
      },
    };
  },
  dynamodbStream: describeStream,
  kinesisStream: describeStream,
  eventPattern(trigger, place) {
    const { pattern, bus = 'default', input, inputPath } = trigger;
    const text = json(pattern);
    const name = nameIn(bus).replace(/^event-bus\//, '');
    return {
      id: `eventPattern ${busArn(bus, place)} ${fingerprint(pattern)}`,
      title: `eventPattern ${name === 'default' ? '' : `${name} `}${short(text)}`,
      properties: {
        enabled: trigger.enabled ?? true,
        pattern: fingerprint(pattern),
        input: input === undefined ? undefined : json(input),
        inputPath,
        ...retriesOf(trigger.retries),
        deadLetter: optionalQueue(trigger.deadLetter, place),
        isAllowed: true,
      },
    };
  },
  topic(trigger, place) {
    const { topic, filterPolicyScope = 'MessageAttributes', deadLetter } = trigger;
    // An empty one lets everything through, and SNS keeps none.
    const isFiltered = Object.keys(trigger.filterPolicy ?? {}).length > 0;
    const filterPolicy = isFiltered ? trigger.filterPolicy : undefined;
    return {
      id: `topic ${topicArn(topic, place)}`,
      title: `topic ${nameIn(topic)}`,
      properties: {
        filterPolicy: filterPolicy && json(filterPolicy),
        filterPolicyScope: filterPolicy && filterPolicyScope,
        deadLetter: optionalQueue(deadLetter, place),
        isAllowed: true,
      },
    };
  },
};

/** ARN of a bus by its name, or as it is given. */
export const busArn = (bus: string, place: TriggerPlace): string =>
  arnOf('events', bus.startsWith('arn:') ? bus : `event-bus/${bus}`, place);
