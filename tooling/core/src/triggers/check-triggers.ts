import type { MergedConfig } from '../merge-configs.ts';
import type { HttpApiConfig } from '../config/http-api-config.ts';
import type { Trigger, TriggerOf } from '../config/triggers-config.ts';
import { untoldEvents } from './bucket-event-pattern.ts';
import { overlaps, type BucketNotification } from './bucket-overlap.ts';
import { checkEventPattern } from '../event-pattern/check-event-pattern.ts';
import { describeNeverFiring } from '../schedule/describe-never-firing.ts';
import { parseScheduleExpression } from '../schedule/parse-schedule-expression.ts';
import type { PatternLanguage } from '../event-pattern/check-matcher.ts';
import { describeTrigger } from './describe-trigger.ts';
import type { TriggerPlace } from './trigger-state.ts';

const nowhere: TriggerPlace = { partition: 'aws', region: 'us-east-1', account: '000000000000' };

/** What is wrong with a lambda's triggers, as far as its configuration tells. */
export function triggerProblems(
  { triggers = [], timeout }: MergedConfig,
  httpApi: HttpApiConfig | undefined,
): string[] {
  const seen = new Map<string, number>();
  return triggers.flatMap((trigger, index) => {
    const { id, title } = describeTrigger(trigger, { functionName: 'any', place: nowhere });
    const first = seen.get(id);
    seen.set(id, first ?? index);
    return [
      ...(first === undefined ? [] : [`is the same as triggers[${first}]: ${title}`]),
      ...authorizerProblems(trigger, httpApi),
      ...timeoutProblems(trigger, timeout ?? 3),
      ...expressionProblems(trigger),
      ...patternProblems(trigger),
      ...bucketProblems(trigger),
    ].map((problem) => `triggers[${index}]: ${problem}`);
  });
}

function authorizerProblems(trigger: Trigger, httpApi: HttpApiConfig | undefined): string[] {
  if (trigger.type !== 'httpApi') return [];
  const { authorizer, scopes } = trigger;
  if (authorizer === undefined || authorizer === 'AWS_IAM') {
    return scopes === undefined ? [] : ['scopes: are of a JWT, and no authorizer reads one'];
  }
  const known = Object.keys(httpApi?.authorizers ?? {});
  if (known.includes(authorizer)) return [];
  const list = known.length === 0 ? 'none is declared' : `there are ${known.join(', ')}`;
  return [`authorizer: httpApi.authorizers in deploy.config.ts has no "${authorizer}"; ${list}`];
}

/** API Gateway gives up, whatever the function may still do. */
function timeoutProblems(trigger: Trigger, functionTimeout: number): string[] {
  if (trigger.type !== 'httpApi' || trigger.timeout === undefined) return [];
  if (trigger.timeout >= functionTimeout) return [];
  return [
    `timeout: API Gateway would give up after ${trigger.timeout} s, and the function may run for ${functionTimeout} s`,
  ];
}

function expressionProblems(trigger: Trigger): string[] {
  if (trigger.type !== 'schedule') return [];
  const parsed = parseScheduleExpression(trigger.expression, trigger.timezone);
  return (parsed.problems ?? []).map((problem) => `expression: ${problem}`);
}

/** EventBridge, Lambda and SNS take patterns of nearly the same language. */
function patternProblems(trigger: Trigger): string[] {
  const of = (field: string, pattern: unknown, language?: PatternLanguage) =>
    checkEventPattern(pattern, language).map(
      ({ path, message }) => `${field}${path === '' ? '' : `.${path}`}: ${message}`,
    );
  switch (trigger.type) {
    case 'eventPattern':
      return of('pattern', trigger.pattern);
    case 'topic':
      return trigger.filterPolicy === undefined
        ? []
        : of('filterPolicy', trigger.filterPolicy, 'sns');
    case 'queue':
    case 'dynamodbStream':
    case 'kinesisStream':
      return (trigger.filters ?? []).flatMap((filter, index) => of(`filters[${index}]`, filter));
    default:
      return [];
  }
}

/** A schedule that is right, and starts nothing: it depends on the day on which it is deployed. */
export function neverFiring(triggers: readonly Trigger[], now: Date): readonly string[] {
  return triggers.flatMap((trigger, index) => {
    if (trigger.type !== 'schedule') return [];
    const { expression, timezone, start, end } = trigger;
    const parsed = parseScheduleExpression(expression, timezone);
    if (parsed.schedule === undefined) return [];
    const why = describeNeverFiring(parsed.schedule, {
      now,
      ...(start !== undefined && { start: new Date(start) }),
      ...(end !== undefined && { end: new Date(end) }),
    });
    return why === undefined ? [] : [`triggers[${index}].expression: ${why}`];
  });
}

/** EventBridge does not tell of everything. */
function bucketProblems(trigger: Trigger): string[] {
  if (trigger.type !== 'bucket' || trigger.via !== 'eventbridge') return [];
  return untoldEvents(trigger).map(
    (event) => `events: EventBridge does not tell of ${event}: leave \`via\` out, or name others`,
  );
}

interface Declaring {
  readonly directory: string;
  readonly triggers: readonly Trigger[];
}

/** What can be one function's only, or one trigger's: problems by the directory of the later one. */
export function triggerConflicts(
  lambdas: readonly Declaring[],
): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string>();
  const notifications: { readonly place: string; readonly of: TriggerOf<'bucket'> }[] = [];
  const problems = new Map<string, string[]>();
  for (const { directory, triggers } of lambdas) {
    const found = triggers.flatMap((trigger, index) => {
      const place = `triggers[${index}]`;
      if (trigger.type === 'httpApi') return routeConflict(trigger, { owners, directory, place });
      if (trigger.type !== 'bucket' || trigger.via === 'eventbridge') return [];
      const others = notifications.filter(({ of }) => isOverlapping(of, trigger));
      notifications.push({ place: `${directory} ${place}`, of: trigger });
      return others.map(
        (other) =>
          `${place}: S3 refuses it beside ${other.place}: both are for the same keys of ${trigger.bucket}; choose another prefix or suffix, or \`via: 'eventbridge'\``,
      );
    });
    if (found.length > 0) problems.set(directory, found);
  }
  return problems;
}

/** Names of parameters make no other route. */
function routeConflict(
  { route }: TriggerOf<'httpApi'>,
  {
    owners,
    directory,
    place,
  }: { readonly owners: Map<string, string>; readonly directory: string; readonly place: string },
): string[] {
  const key = route.replaceAll(/\{[^}+]+\}/g, '{}');
  const owner = owners.get(key);
  if (owner === undefined) owners.set(key, `${directory} ${place}`);
  return owner === undefined ? [] : [`${place}: the route ${route} is that of ${owner} already`];
}

const isOverlapping = (one: TriggerOf<'bucket'>, other: TriggerOf<'bucket'>): boolean =>
  one.bucket === other.bucket && overlaps(notificationIn(one), notificationIn(other));

const notificationIn = ({
  events = ['s3:ObjectCreated:*'],
  prefix = '',
  suffix = '',
}: TriggerOf<'bucket'>): BucketNotification => ({ events, prefix, suffix });
