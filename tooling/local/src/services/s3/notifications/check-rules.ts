import { invalidArgument, malformedXml } from '../s3-errors.ts';
import { s3NotificationEvents } from '../s3-constraints.ts';
import { filterOf, type NotificationRule } from './rules-of.ts';

/** @throws AwsError where the rules are not ones, or more than one would be for the same change. */
export function checkRules(rules: readonly NotificationRule[], region: string): void {
  for (const rule of rules) {
    checkFilters(rule);
    checkEvents(rule);
    checkArn(rule, region);
  }
  const ids = rules.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) {
    const again = ids.find((id, index) => ids.indexOf(id) !== index);
    throw invalidArgument(
      'Same ID used for multiple configurations. IDs must be unique.',
      'Id',
      again,
    );
  }
  for (const [index, rule] of rules.entries()) {
    checkOwnEvents(rule);
    for (const other of rules.slice(index + 1)) checkOverlap(rule, other);
  }
}

function checkFilters({ filters }: NotificationRule): void {
  const names = new Set<string>();
  for (const { name, value } of filters) {
    if (name === undefined || value === undefined) throw malformedXml();
    const known = name.toLowerCase();
    if (known !== 'prefix' && known !== 'suffix') {
      const message = 'filter rule name must be either prefix or suffix';
      throw invalidArgument(message, 'FilterRule.Name', name);
    }
    if (names.has(known)) {
      const message = `Cannot specify more than one ${known} rule in a filter.`;
      throw invalidArgument(message, 'FilterRule.Name', known);
    }
    names.add(known);
  }
}

function checkEvents({ events }: NotificationRule): void {
  if (events.length === 0) throw malformedXml();
  const unknown = events.find((event) => !s3NotificationEvents.includes(event));
  if (unknown === undefined) return;
  throw invalidArgument('The event is not supported for notifications', 'Event', unknown);
}

function checkArn({ element, targetArn }: NotificationRule, bucketRegion: string): void {
  const [, region] = arns[element].exec(targetArn) ?? [];
  if (region === undefined) {
    throw invalidArgument('The ARN could not be parsed', element, targetArn);
  }
  if (region === bucketRegion) return;
  throw invalidArgument(
    'The notification destination service region is not valid for the bucket location constraint',
    element,
    targetArn,
  );
}

const arns: Readonly<Record<NotificationRule['element'], RegExp>> = {
  CloudFunction: /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):\d{12}:function:[^:]+(?::[^:]+)?$/,
  Queue: /^arn:aws[a-z-]*:sqs:([a-z0-9-]+):\d{12}:[^:]+$/,
  Topic: /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[^:]+$/,
};

function checkOwnEvents({ events }: NotificationRule): void {
  for (const [index, event] of events.entries()) {
    const other = events.slice(index + 1).find((one) => shareEvent(one, event));
    if (other !== undefined) throw sameEvent(event, other);
  }
}

function checkOverlap(one: NotificationRule, other: NotificationRule): void {
  const [prefix, suffix] = [filterOf(one, 'prefix'), filterOf(one, 'suffix')];
  const [otherPrefix, otherSuffix] = [filterOf(other, 'prefix'), filterOf(other, 'suffix')];
  const isApart =
    !(prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix)) ||
    !(suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix));
  if (isApart) return;
  for (const event of one.events) {
    const shared = other.events.find((theirs) => shareEvent(event, theirs));
    if (shared === undefined) continue;
    if (one.filters.length + other.filters.length === 0) throw sameEvent(event, shared);
    throw invalidArgument(
      'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
    );
  }
}

/** What is asked for without any filter. */
function sameEvent(event: string, other: string) {
  return invalidArgument(
    'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
    'Event',
    `${event}, ${other}`,
  );
}

/** Whether one event could be both: `s3:ObjectCreated:*` is every `s3:ObjectCreated:…`. */
function shareEvent(one: string, other: string): boolean {
  if (one === other) return true;
  const [group, otherGroup] = [one, other].map((event) => event.replace(/:\w+$/, ':*'));
  return group === otherGroup && (one.endsWith(':*') || other.endsWith(':*'));
}
