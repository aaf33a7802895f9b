import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  paginateListSchedules,
  UpdateScheduleCommand,
  type GetScheduleCommandOutput,
  type UpdateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import {
  describeTrigger,
  fingerprint,
  ownershipTagKeys,
  queueArn,
  type Ownership,
  type TriggerOf,
  type TriggerState,
} from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import { untilSpread } from '../until-spread.ts';
import { readQueueProblem } from './read-queue.ts';
import {
  ensureScheduleRole,
  hasScheduleRole,
  isScheduleRole,
  removeScheduleRole,
} from './schedule-role.ts';
import type { TriggerContext } from './trigger-context.ts';
import type { FoundTrigger, TriggerKind, TriggerToWrite } from './trigger-kind.ts';

type Declared = TriggerOf<'schedule'>;

/** Name of the schedule; undefined where only the role is left of them. */
type Handle = string | undefined;

const longestName = 64;

/** All schedules of a service in a stage are in one group. */
function groupNameOf({ service, stage }: Ownership): string {
  const name = `${service}-${stage}`;
  if (name.length <= longestName) return name;
  return `${name.slice(0, longestName - 9)}-${fingerprint(name).slice(0, 8)}`;
}

const prefixOf = ({ functionName }: TriggerContext) => `${functionName.slice(0, 51)}-`;

const nameOf = (context: TriggerContext, { id }: TriggerState): string =>
  prefixOf(context) + fingerprint([context.functionName, id]).slice(0, 12);

async function listNames(context: TriggerContext): Promise<readonly string[]> {
  const client = await context.clients.scheduler();
  const names: string[] = [];
  const query = { GroupName: groupNameOf(context.ownership), NamePrefix: prefixOf(context) };
  try {
    for await (const { Schedules = [] } of paginateListSchedules({ client }, query)) {
      for (const { Name = '', Target } of Schedules) {
        if (Target?.Arn === context.aliasArn) names.push(Name);
      }
    }
  } catch (error) {
    // The group is made with the first schedule.
    if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
  }
  return names;
}

/** Whole seconds: that is what AWS keeps. */
const momentOf = (date: Date | undefined) => date?.toISOString().replace(/\.\d{3}Z$/, 'Z');

function parseInput(text: string): Declared['input'] {
  try {
    return JSON.parse(text) as Declared['input'];
  } catch {
    return text;
  }
}

/** What AWS keeps, in the words in which it is declared. */
function toDeclared(found: GetScheduleCommandOutput): Declared {
  const { Target: target, FlexibleTimeWindow: window, StartDate, EndDate } = found;
  return {
    type: 'schedule',
    expression: found.ScheduleExpression ?? '',
    timezone: found.ScheduleExpressionTimezone ?? 'UTC',
    ...(target?.Input !== undefined && { input: parseInput(target.Input) }),
    ...(window?.Mode === 'FLEXIBLE' && { flexibleWindow: window.MaximumWindowInMinutes }),
    retries: {
      maximumRetryAttempts: target?.RetryPolicy?.MaximumRetryAttempts,
      maximumEventAgeInSeconds: target?.RetryPolicy?.MaximumEventAgeInSeconds,
    },
    deadLetter: target?.DeadLetterConfig?.Arn,
    enabled: found.State !== 'DISABLED',
    start: momentOf(StartDate),
    end: momentOf(EndDate),
  };
}

function toInput(
  context: TriggerContext,
  { declared, wanted }: TriggerToWrite<Declared, Handle>,
  roleArn: string,
): UpdateScheduleCommandInput {
  const { expression, timezone = 'UTC', input, flexibleWindow, retries, start, end } = declared;
  const { deadLetter, enabled = true } = declared;
  return {
    GroupName: groupNameOf(context.ownership),
    Name: nameOf(context, wanted),
    Description: `Starts ${context.functionName}, as its lambda.config.ts says`,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    FlexibleTimeWindow:
      flexibleWindow === undefined
        ? { Mode: 'OFF' }
        : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: flexibleWindow },
    State: enabled ? 'ENABLED' : 'DISABLED',
    StartDate: start === undefined ? undefined : new Date(start),
    EndDate: end === undefined ? undefined : new Date(end),
    Target: {
      Arn: context.aliasArn,
      RoleArn: roleArn,
      Input: input === undefined ? undefined : JSON.stringify(input),
      RetryPolicy: {
        MaximumRetryAttempts: retries?.maximumRetryAttempts ?? 185,
        MaximumEventAgeInSeconds: retries?.maximumEventAgeInSeconds ?? 86_400,
      },
      ...(deadLetter !== undefined && {
        DeadLetterConfig: { Arn: queueArn(deadLetter, context.place) },
      }),
    },
  };
}

async function ensureGroup({ clients, ownership }: TriggerContext): Promise<void> {
  const client = await clients.scheduler();
  const { service, stage } = ownershipTagKeys;
  try {
    await client.send(
      new CreateScheduleGroupCommand({
        Name: groupNameOf(ownership),
        Tags: [
          { Key: service, Value: ownership.service },
          { Key: stage, Value: ownership.stage },
        ],
      }),
    );
  } catch (error) {
    if (!isAwsError(error, 'ConflictException')) throw error;
  }
}

/** Scheduler says so, too, while IAM still spreads a new role. */
const isUnassumed = (error: unknown): boolean =>
  isAwsError(error, 'ValidationException') &&
  /must allow .* to assume the role/.test(String(error));

/** Schedules of EventBridge Scheduler, which calls the function by a role of its own. */
export const scheduleTriggers: TriggerKind<Declared, Handle> = {
  async read(context, declared) {
    const client = await context.clients.scheduler();
    const GroupName = groupNameOf(context.ownership);
    const names = await listNames(context);
    if (names.length === 0 && declared.length === 0) return readLeftRole(context);
    const found = names.map(async (Name): Promise<FoundTrigger<Handle> | undefined> => {
      const schedule = await client
        .send(new GetScheduleCommand({ GroupName, Name }))
        .catch((error: unknown) => {
          if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
          throw error;
        });
      if (schedule === undefined) return undefined;
      const { properties, ...state } = describeTrigger(toDeclared(schedule), context);
      const isAllowed = isScheduleRole(schedule.Target?.RoleArn, context);
      return { state: { ...state, properties: { ...properties, isAllowed } }, handle: Name };
    });
    return (await Promise.all(found)).filter((one) => one !== undefined);
  },

  async check(context, declared) {
    const problems = declared.flatMap(({ deadLetter }) =>
      deadLetter === undefined ? [] : [readQueueProblem(context, deadLetter)],
    );
    return (await Promise.all(problems)).filter((one) => one !== undefined);
  },

  async write(context, trigger) {
    const client = await context.clients.scheduler();
    const deadLetters = await deadLettersOf(context, trigger);
    const { arn, isFresh } = await ensureScheduleRole(context, deadLetters);
    const input = toInput(context, trigger, arn);
    const send = async () => {
      try {
        await client.send(new UpdateScheduleCommand(input));
      } catch (error) {
        if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
        await ensureGroup(context);
        await client.send(new CreateScheduleCommand(input));
      }
    };
    await untilSpread(context.clients, { isFresh, isPassing: isUnassumed }, send);
  },

  async remove(context, { handle }) {
    const client = await context.clients.scheduler();
    const GroupName = groupNameOf(context.ownership);
    try {
      if (handle !== undefined) {
        await client.send(new DeleteScheduleCommand({ GroupName, Name: handle }));
      }
    } catch (error) {
      if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
    }
    if ((await listNames(context)).length === 0) await removeScheduleRole(context);
  },
};

/** What an interrupted run has left of schedules: only the role by which they called the function. */
async function readLeftRole(context: TriggerContext): Promise<readonly FoundTrigger<Handle>[]> {
  if (!(await hasScheduleRole(context))) return [];
  const title = 'schedule, of which only the role is left';
  const state = { type: 'schedule', id: 'schedule role', title, properties: {} } as const;
  return [{ state, handle: undefined }];
}

/** Of all schedules of the function: they have one role. */
async function deadLettersOf(
  context: TriggerContext,
  { declared, wanted }: TriggerToWrite<Declared, Handle>,
): Promise<readonly string[]> {
  const others = await scheduleTriggers.read(context, [declared]);
  const arns = [wanted, ...others.map(({ state }) => state)].flatMap(({ properties }) =>
    typeof properties.deadLetter === 'string' ? [properties.deadLetter] : [],
  );
  return [...new Set(arns)].sort();
}
