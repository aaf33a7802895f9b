import { isDeepStrictEqual } from 'node:util';
import type {
  CreateScheduleGroupInput,
  CreateScheduleGroupOutput,
  DeleteScheduleGroupInput,
  GetScheduleGroupInput,
  GetScheduleGroupOutput,
  ListScheduleGroupsInput,
  ListScheduleGroupsOutput,
} from '@aws-sdk/client-scheduler';
import type { RequestContext } from '../../service.ts';
import { pageOf } from '../page.ts';
import { readTags } from './group-tags.ts';
import { rememberTokens } from './remember-tokens.ts';
import { scheduleGroupArn } from './scheduler-arns.ts';
import { groupExists, invalidToken, validation } from './scheduler-errors.ts';
import { defaultGroup, type SchedulerStore } from './scheduler-store.ts';
import { showGroup } from './show-schedule.ts';

export function groupOperations(store: SchedulerStore) {
  const deletions = rememberTokens();
  return {
    async CreateScheduleGroup(
      { Name: name = '', Tags, ClientToken: clientToken }: CreateScheduleGroupInput,
      context: RequestContext,
    ): Promise<CreateScheduleGroupOutput> {
      const answer = { ScheduleGroupArn: scheduleGroupArn(context, name) };
      const tags = readTags(Tags);
      if (store.hasGroup(name)) {
        const before = store.group(name);
        const isRepeated = clientToken !== undefined && before.clientToken === clientToken;
        if (isRepeated && isDeepStrictEqual(before.tags, tags)) return answer;
        throw groupExists(name);
      }
      const nowMs = context.now().getTime();
      await store.saveGroup({ name, tags, createdAtMs: nowMs, modifiedAtMs: nowMs, clientToken });
      return answer;
    },

    GetScheduleGroup: (
      { Name = '' }: GetScheduleGroupInput,
      context: RequestContext,
    ): Promise<GetScheduleGroupOutput> =>
      Promise.resolve().then(() => showGroup(store.group(Name), context)),

    /** With the schedules in it. */
    async DeleteScheduleGroup({
      Name = '',
      ClientToken,
    }: DeleteScheduleGroupInput): Promise<object> {
      const deletion = `${Name} ${ClientToken ?? ''}`;
      if (ClientToken !== undefined && deletions.has(deletion)) return {};
      if (Name === defaultGroup) throw validation('Default schedule group cannot be deleted.');
      store.group(Name);
      for (const schedule of store.schedules()) {
        if (schedule.groupName === Name) await store.remove(schedule);
      }
      await store.removeGroup(Name);
      if (ClientToken !== undefined) deletions.add(deletion);
      return {};
    },

    ListScheduleGroups: (
      { NamePrefix = '', MaxResults, NextToken }: ListScheduleGroupsInput,
      context: RequestContext,
    ): Promise<ListScheduleGroupsOutput> =>
      Promise.resolve().then(() => {
        const found = store.groups().filter(({ name }) => name.startsWith(NamePrefix));
        const { items, nextToken } = pageOf(found, {
          keyOf: ({ name }) => name,
          token: NextToken,
          limit: MaxResults ?? 100,
          wrongToken: invalidToken,
        });
        return {
          ScheduleGroups: items.map((group) => showGroup(group, context)),
          NextToken: nextToken,
        };
      }),
  };
}
