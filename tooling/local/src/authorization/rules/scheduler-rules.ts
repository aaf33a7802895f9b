import { scheduleArn, scheduleGroupArn } from '../../services/scheduler/scheduler-arns.ts';
import type { ActionInput, Surroundings } from '../needed-action.ts';
import { all, having, passRole, serviceRules, simple, tagging, textOf } from '../service-rules.ts';

const ofSchedule = ({ Name, GroupName }: ActionInput, at: Surroundings) =>
  scheduleArn(at, { name: textOf(Name), groupName: textOf(GroupName) || 'default' });
const ofGroup = ({ Name }: ActionInput, at: Surroundings) => scheduleGroupArn(at, textOf(Name));
const ofTagged = ({ ResourceArn }: ActionInput) => textOf(ResourceArn);

const passTargetRole = passRole(
  ({ Target }) => (Target as ActionInput | undefined)?.RoleArn,
  'scheduler.amazonaws.com',
);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const schedulerRules = serviceRules(
  'scheduler',
  [
    [ofSchedule, ['DeleteSchedule', 'GetSchedule']],
    [ofGroup, ['DeleteScheduleGroup', 'GetScheduleGroup']],
    [ofTagged, ['ListTagsForResource', 'UntagResource']],
    ['*', ['ListScheduleGroups', 'ListSchedules']],
  ],
  {
    CreateSchedule: all(simple('scheduler:CreateSchedule', ofSchedule), passTargetRole),
    UpdateSchedule: all(simple('scheduler:UpdateSchedule', ofSchedule), passTargetRole),
    CreateScheduleGroup: all(
      tagging(simple('scheduler:CreateScheduleGroup', ofGroup)),
      having('Tags', tagging(simple('scheduler:TagResource', ofGroup))),
    ),
    TagResource: tagging(simple('scheduler:TagResource', ofTagged)),
  },
);
