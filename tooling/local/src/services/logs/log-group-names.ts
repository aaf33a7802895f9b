import { noGroup } from './logs-errors.ts';
import type { LogGroupDocument } from './logs-documents.ts';
import type { LogsStore } from './logs-store.ts';

export interface LogsPlace {
  readonly accountId: string;
  readonly region: string;
}

/** `arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/predict` */
export function groupArn({ accountId, region }: LogsPlace, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

/** Operations take a group by its name or its ARN, with `:*` at its end or without. */
export function groupNameOf(identifier: string): string {
  const match = /^arn:[^:]+:logs:[^:]*:\d{12}:log-group:([^:]+)(?::\*)?$/.exec(identifier);
  return match?.[1] ?? identifier;
}

export interface GroupReference {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** @throws AwsError ResourceNotFoundException */
export function requireGroup(
  { groups }: LogsStore,
  { logGroupName, logGroupIdentifier }: GroupReference,
): LogGroupDocument {
  const group = groups.get(groupNameOf(logGroupIdentifier ?? logGroupName ?? ''));
  if (group === undefined) throw noGroup();
  return group;
}
