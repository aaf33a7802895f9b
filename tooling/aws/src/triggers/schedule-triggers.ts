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
  isScheduleRole,
  isScheduleRoleReady,
  removeScheduleRole,
} from './schedule-role.ts';
import type { TriggerContext } from './trigger-context.ts';
import {
  checkEach,
  type FoundTrigger,
  type TriggerKind,
  type TriggerToWrite,
} from './trigger-kind.ts';

type Declared = TriggerOf<'schedule'>;

/** Name of the schedule. */
type Handle = string;

const longestName = 64;

/** All schedules of a service in a stage are in one group. */
function groupNameOf({ service, stage }: Ownership): string {
  const name = `${service}-${stage}`;
  if (name.length <= longestName) return name;
  return `${name.slice(0, longestName - 9)}-${fingerprint(name).slice(0, 8)}`;
}

const prefixOf = ({ functionName }: TriggerContext) => `${functionName.slice(0, 51)}-`;

const nameOf = (context: TriggerContext, { id }: TriggerState): Handle =>
  prefixOf(context) + fingerprint([context.functionName, id]).slice(0, 12);

/** Names that we gave: schedules of others may call `live` too, and stand in the same group. */
async function listNames(context: TriggerContext): Promise<readonly string[]> {
  const client = await context.clients.scheduler();
  const names: string[] = [];
  const isOurs = (name: string) => /^[0-9a-f]{12}$/.test(name.slice(prefixOf(context).length));
  const query = { GroupName: groupNameOf(context.ownership), NamePrefix: prefixOf(context) };
  try {
    for await (const { Schedules = [] } of paginateListSchedules({ client }, query)) {
      for (const { Name = '', Target } of Schedules) {
        if (Target?.Arn === context.aliasArn && isOurs(Name)) names.push(Name);
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

async function readSchedule(
  context: TriggerContext,
  Name: string,
): Promise<GetScheduleCommandOutput | undefined> {
  const client = await context.clients.scheduler();
  try {
    const GroupName = groupNameOf(context.ownership);
    return await client.send(new GetScheduleCommand({ GroupName, Name }));
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

/** Schedules of EventBridge Scheduler, which calls the function by a role of its own. */
export const scheduleTriggers: TriggerKind<Declared, Handle> = {
  async read(context, declared) {
    const wanted = new Map(
      declared.map((one) => {
        const state = describeTrigger(one, context);
        return [nameOf(context, state), state];
      }),
    );
    const names = await listNames(context);
    const isReady = names.length > 0 && (await isScheduleRoleReady(context));
    const found = names.map(async (Name): Promise<FoundTrigger<Handle> | undefined> => {
      const schedule = await readSchedule(context, Name);
      if (schedule === undefined) return undefined;
      const state = describeTrigger(toDeclared(schedule), context);
      // Whatever somebody made of it by hand, under its name it is this one.
      const { id, title } = wanted.get(Name) ?? state;
      const isAllowed = isReady && isScheduleRole(schedule.Target?.RoleArn, context);
      return {
        state: { ...state, id, title, properties: { ...state.properties, isAllowed } },
        handle: Name,
      };
    });
    return (await Promise.all(found)).filter((one) => one !== undefined);
  },

  check: (context, all) =>
    checkEach(all, async ({ deadLetter }) => [await readQueueProblem(context, deadLetter)]),

  async write(context, trigger) {
    const client = await context.clients.scheduler();
    const others = (await scheduleTriggers.read(context, [])).map(({ state }) => state);
    const deadLetters = deadLettersOf([trigger.wanted, ...others]);
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
    await untilSpread(context.clients, { kind: 'schedule', isFresh, isPassing: isUnassumed }, send);
  },

  async remove(context, { handle }) {
    const client = await context.clients.scheduler();
    const GroupName = groupNameOf(context.ownership);
    try {
      await client.send(new DeleteScheduleCommand({ GroupName, Name: handle }));
    } catch (error) {
      if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
    }
  },

  /** The role may do what the schedules need that are there, and goes with the last of them. */
  async tidy(context) {
    const schedules = await scheduleTriggers.read(context, []);
    if (schedules.length === 0) await removeScheduleRole(context);
    else await ensureScheduleRole(context, deadLettersOf(schedules.map(({ state }) => state)));
  },
};

/** Of all schedules of the function: they have one role. */
function deadLettersOf(schedules: readonly TriggerState[]): readonly string[] {
  const arns = schedules.flatMap(({ properties: { deadLetter } }) =>
    typeof deadLetter === 'string' ? [deadLetter] : [],
  );
  return [...new Set(arns)].sort();
}
