import type { ScheduleDocument } from './schedule-document.ts';

interface Home {
  readonly accountId: string;
  readonly region: string;
}

export function scheduleArn(
  { accountId, region }: Home,
  { groupName, name }: Pick<ScheduleDocument, 'groupName' | 'name'>,
): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule/${groupName}/${name}`;
}

export function scheduleGroupArn({ accountId, region }: Home, name: string): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule-group/${name}`;
}
