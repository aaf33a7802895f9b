import type {
  GetScheduleGroupOutput,
  GetScheduleOutput,
  ScheduleSummary,
} from '@aws-sdk/client-scheduler';
import type { RequestContext } from '../../service.ts';
import type { GroupDocument, ScheduleDocument } from './schedule-document.ts';
import { scheduleArn, scheduleGroupArn } from './scheduler-arns.ts';

type Home = Pick<RequestContext, 'accountId' | 'region'>;

export function showSchedule(document: ScheduleDocument, home: Home): GetScheduleOutput {
  const { startDateMs, endDateMs, ...settings } = document.settings;
  return {
    ...settings,
    Arn: scheduleArn(home, document),
    GroupName: document.groupName,
    Name: document.name,
    StartDate: dateOf(startDateMs),
    EndDate: dateOf(endDateMs),
    CreationDate: new Date(document.createdAtMs),
    LastModificationDate: new Date(document.modifiedAtMs),
  };
}

/** As ListSchedules has it. */
export function summarizeSchedule(document: ScheduleDocument, home: Home): ScheduleSummary {
  const { Arn, GroupName, Name, State, Target, CreationDate, LastModificationDate } = showSchedule(
    document,
    home,
  );
  return {
    Arn,
    Name,
    GroupName,
    State,
    CreationDate,
    LastModificationDate,
    Target: { Arn: Target?.Arn },
  };
}

export function showGroup(group: GroupDocument, home: Home): GetScheduleGroupOutput {
  return {
    Arn: scheduleGroupArn(home, group.name),
    Name: group.name,
    State: 'ACTIVE',
    CreationDate: dateOf(group.createdAtMs),
    LastModificationDate: dateOf(group.modifiedAtMs),
  };
}

function dateOf(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms);
}
