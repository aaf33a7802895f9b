import { isDeepStrictEqual } from 'node:util';
import type {
  CreateScheduleInput,
  CreateScheduleOutput,
  DeleteScheduleInput,
  GetScheduleInput,
  GetScheduleOutput,
  ListSchedulesInput,
  ListSchedulesOutput,
  UpdateScheduleInput,
  UpdateScheduleOutput,
} from '@aws-sdk/client-scheduler';
import type { RequestContext } from '../../service.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import { pageOf } from '../page.ts';
import { checkSettings } from './check-settings.ts';
import { readSettings } from './read-settings.ts';
import { rememberTokens } from './remember-tokens.ts';
import type { ScheduleDocument, ScheduleSettings } from './schedule-document.ts';
import { scheduleArn } from './scheduler-arns.ts';
import { invalidToken, noSchedule, scheduleExists } from './scheduler-errors.ts';
import { defaultGroup, keyOf, type SchedulerStore } from './scheduler-store.ts';
import { showSchedule, summarizeSchedule } from './show-schedule.ts';

export function scheduleOperations(store: SchedulerStore, roles: RoleDirectory) {
  const deletions = rememberTokens();
  const find = ({ GroupName = defaultGroup, Name = '' }: GetScheduleInput): ScheduleDocument => {
    store.group(GroupName);
    const document = store.find(GroupName, Name);
    if (document === undefined) throw noSchedule(Name);
    return document;
  };
  return {
    async CreateSchedule(
      input: CreateScheduleInput,
      context: RequestContext,
    ): Promise<CreateScheduleOutput> {
      const { GroupName: groupName = defaultGroup, Name: name = '', ClientToken } = input;
      const settings = readSettings(input);
      await checkSettings(settings, { roles, now: context.now() });
      store.group(groupName);
      const before = store.find(groupName, name);
      const answer = { ScheduleArn: scheduleArn(context, { groupName, name }) };
      if (before !== undefined) {
        if (isRepeated(before, settings, ClientToken)) return answer;
        throw scheduleExists(name);
      }
      const nowMs = context.now().getTime();
      await store.save({
        groupName,
        name,
        settings,
        createdAtMs: nowMs,
        modifiedAtMs: nowMs,
        anchoredAtMs: nowMs,
        clientToken: ClientToken,
      });
      return answer;
    },

    /** Replaces everything; what the request leaves out is as in a new schedule. */
    async UpdateSchedule(
      input: UpdateScheduleInput,
      context: RequestContext,
    ): Promise<UpdateScheduleOutput> {
      // ClientToken: the same request again changes nothing.
      const before = find(input);
      const settings = readSettings(input);
      await checkSettings(settings, { roles, now: context.now() });
      const nowMs = context.now().getTime();
      await store.save({
        ...before,
        settings,
        modifiedAtMs: nowMs,
        anchoredAtMs: beginsAnew(before.settings, settings) ? nowMs : before.anchoredAtMs,
      });
      return { ScheduleArn: scheduleArn(context, before) };
    },

    GetSchedule: (input: GetScheduleInput, context: RequestContext): Promise<GetScheduleOutput> =>
      Promise.resolve().then(() => showSchedule(find(input), context)),

    async DeleteSchedule(input: DeleteScheduleInput): Promise<object> {
      const { GroupName = defaultGroup, Name = '', ClientToken } = input;
      const deletion = `${keyOf({ groupName: GroupName, name: Name })} ${ClientToken ?? ''}`;
      if (ClientToken !== undefined && deletions.has(deletion)) return {};
      await store.remove(find(input));
      if (ClientToken !== undefined) deletions.add(deletion);
      return {};
    },

    ListSchedules: (
      input: ListSchedulesInput,
      context: RequestContext,
    ): Promise<ListSchedulesOutput> =>
      Promise.resolve().then(() => listSchedules(store, input, context)),
  };
}

function isRepeated(
  before: ScheduleDocument,
  settings: ScheduleSettings,
  token: string | undefined,
): boolean {
  return (
    token !== undefined &&
    before.clientToken === token &&
    isDeepStrictEqual(before.settings, settings)
  );
}

/** Whether a rate is counted from now on. */
function beginsAnew(before: ScheduleSettings, after: ScheduleSettings): boolean {
  return (
    before.ScheduleExpression !== after.ScheduleExpression ||
    before.startDateMs !== after.startDateMs ||
    before.State !== after.State
  );
}

function listSchedules(
  store: SchedulerStore,
  input: ListSchedulesInput,
  context: RequestContext,
): ListSchedulesOutput {
  const { GroupName, NamePrefix = '', State, MaxResults, NextToken } = input;
  if (GroupName !== undefined) store.group(GroupName);
  const found = store
    .schedules()
    .filter(
      ({ groupName, name, settings }) =>
        (GroupName === undefined || groupName === GroupName) &&
        (State === undefined || settings.State === State) &&
        name.startsWith(NamePrefix),
    )
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const { items, nextToken } = pageOf(found, {
    keyOf,
    token: NextToken,
    limit: MaxResults ?? 100,
    wrongToken: invalidToken,
  });
  return {
    Schedules: items.map((document) => summarizeSchedule(document, context)),
    NextToken: nextToken,
  };
}
