import type { Permission } from '../config/permissions-config.ts';
import type { Trigger, TriggerOf } from '../config/triggers-config.ts';
import { lambdaLimits } from '../limits.ts';

/** What works, and may not do what is meant. */
export function triggerWarnings({
  triggers,
  timeout,
  permissions,
}: {
  readonly triggers: readonly Trigger[];
  readonly timeout: number | undefined;
  readonly permissions: readonly Permission[];
}): readonly string[] {
  return [
    ...(triggers.some(({ type }) => type === 'schedule') &&
    timeout === lambdaLimits.timeoutSeconds.max
      ? [
          `a run ends after ${lambdaLimits.timeoutSeconds.max} s, whatever is left to do: a job that may take longer has to be cut into parts`,
        ]
      : []),
    ...triggers.flatMap((trigger) =>
      trigger.type === 'bucket' && mayWrite(trigger, permissions)
        ? [
            `it may write to ${trigger.bucket}/${trigger.prefix ?? ''}*, whose changes start it: that is a loop unless it writes elsewhere`,
          ]
        : [],
    ),
  ];
}

/** Whether the role may put an object whose key would start the function. */
function mayWrite(
  { bucket, prefix = '', events = ['s3:ObjectCreated:*'] }: TriggerOf<'bucket'>,
  permissions: readonly Permission[],
): boolean {
  if (!events.some((event) => event.startsWith('s3:ObjectCreated'))) return false;
  return permissions.some(
    ({ actions, resources }) =>
      actions.some((action) => matches(action, 's3:PutObject')) &&
      resources.some((resource) => mayMean(resource, `arn:aws:s3:::${bucket}/${prefix}`)),
  );
}

const matches = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);

/** Whether a pattern of ARNs and all that begins so have something in common. */
function mayMean(pattern: string, start: string): boolean {
  const literal = pattern.replace(/^arn:aws[\w-]*:/, 'arn:aws:').split(/[*?]/)[0] ?? '';
  return literal.length < pattern.length
    ? start.startsWith(literal) || literal.startsWith(start)
    : literal.startsWith(start);
}
