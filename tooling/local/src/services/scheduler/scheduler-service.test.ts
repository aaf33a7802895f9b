import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import {
  accountId,
  functionArn,
  newSchedule,
  region,
  role,
  startSchedulerLab,
  untrustingRole,
  type SchedulerLab,
} from './testing/start-scheduler.ts';

let lab: SchedulerLab;
beforeEach(async () => {
  lab = await startSchedulerLab({ background: false });
});
afterEach(async () => {
  await lab.stop();
  expect(lab.aws.failures).toEqual([]);
});

const get = (Name: string, GroupName?: string) =>
  lab.scheduler.send(new GetScheduleCommand({ Name, GroupName }));
const list = async (input = {}) =>
  (await lab.scheduler.send(new ListSchedulesCommand(input))).Schedules?.map(
    ({ GroupName, Name }) => `${GroupName ?? ''}/${Name ?? ''}`,
  );
const createGroup = (Name: string, input = {}) =>
  lab.scheduler.send(new CreateScheduleGroupCommand({ Name, ...input }));

const arn = `arn:aws:scheduler:${region}:${accountId}:schedule/default/monthly`;
const now = new Date('2026-11-20T12:00:00Z');

test('reads back what was written, every member of it', async () => {
  const written = {
    Name: 'whole',
    GroupName: 'reports',
    Description: 'every month',
    ScheduleExpression: 'cron(0 3 1 * ? *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
    StartDate: new Date('2026-12-01T00:00:00Z'),
    EndDate: new Date('2027-12-01T00:00:00Z'),
    State: 'DISABLED',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
    KmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/1`,
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: `${functionArn}:live`,
      RoleArn: role,
      Input: '{"at": "<aws.scheduler.scheduled-time>", "attempt": <aws.scheduler.attempt-number>}',
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 600 },
      DeadLetterConfig: { Arn: `arn:aws:sqs:${region}:${accountId}:dead` },
    },
  } as const;
  await createGroup('reports');
  await lab.create(written);
  const { $metadata: _, ...read } = await get('whole', 'reports');
  expect(read).toEqual({
    ...written,
    Arn: arn.replace('default/monthly', 'reports/whole'),
    CreationDate: now,
    LastModificationDate: now,
  });
});

test('shows the defaults of AWS', async () => {
  expect(await lab.create({})).toBe(arn);
  const { $metadata: _, ...read } = await get('monthly');
  expect(read).toEqual({
    ...newSchedule,
    Arn: arn,
    GroupName: 'default',
    ScheduleExpression: 'rate(1 day)',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    ActionAfterCompletion: 'NONE',
    CreationDate: now,
    LastModificationDate: now,
    Target: {
      ...newSchedule.Target,
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    },
  });
});

test('an update replaces everything', async () => {
  await lab.create({ Description: 'old', State: 'DISABLED' });
  await lab.aws.setClock({ advanceSeconds: 60 });
  const ScheduleExpression = 'cron(0 3 1 * ? *)';
  await lab.scheduler.send(new UpdateScheduleCommand({ ...newSchedule, ScheduleExpression }));
  const read = await get('monthly');
  expect(read).toMatchObject({
    ScheduleExpression,
    State: 'ENABLED',
    CreationDate: now,
    LastModificationDate: new Date('2026-11-20T12:01:00Z'),
  });
  expect(read.Description).toBeUndefined();
});

describe('refuses', () => {
  it.each<[string, Partial<CreateScheduleCommandInput>, string]>([
    [
      'a role that does not trust the scheduler',
      { Target: { Arn: functionArn, RoleArn: untrustingRole } },
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    ],
    [
      'a role that does not exist',
      { Target: { Arn: functionArn, RoleArn: `${role}-gone` } },
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    ],
    [
      'a start that is over',
      { StartDate: new Date('2026-11-20T11:54:59Z') },
      'The StartDate you specify cannot be earlier than 5 minutes ago.',
    ],
    [
      'a target that there is none of',
      { Target: { Arn: 'arn:aws:dynamodb:::table/x', RoleArn: role } },
      'Provided Arn is not in correct format.',
    ],
    [
      'a zone that there is none of',
      { ScheduleExpressionTimezone: 'Europe/Bonn' },
      'Invalid Schedule Expression Timezone Europe/Bonn.',
    ],
    [
      'an input that is no JSON',
      { Target: { Arn: functionArn, RoleArn: role, Input: 'hello' } },
      'Invalid Input provided: it has to be well-formed JSON.',
    ],
    [
      'a window without a length',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
      'MaximumWindowInMinutes is required when FlexibleTimeWindow Mode is FLEXIBLE.',
    ],
    [
      'a name that its model refuses',
      { Name: 'a b' },
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$",
    ],
  ])('%s', async (_what, input, message) => {
    await expect(lab.create(input)).rejects.toMatchObject({ name: 'ValidationException', message });
    expect(await list()).toEqual([]);
  });

  it('what does not exist, and what exists already', async () => {
    await lab.create({});
    const missing = { name: 'ResourceNotFoundException' };
    await expect(get('gone')).rejects.toMatchObject({
      ...missing,
      message: 'Schedule gone does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(lab.create({ GroupName: 'gone' })).rejects.toMatchObject({
      ...missing,
      message: 'Schedule group gone does not exist.',
    });
    await expect(lab.create({})).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Schedule monthly already exists.',
      $metadata: { httpStatusCode: 409 },
    });
    await createGroup('reports');
    await expect(createGroup('reports')).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Schedule group reports already exists.',
    });
  });
});

test('answers a request that is repeated with its token as it did before', async () => {
  const ClientToken = 'once';
  const input = { ...newSchedule, ScheduleExpression: 'rate(1 day)', ClientToken };
  const create = () => lab.scheduler.send(new CreateScheduleCommand(input));
  expect((await create()).ScheduleArn).toBe(arn);
  expect((await create()).ScheduleArn).toBe(arn);
  const other = { ...input, ScheduleExpression: 'rate(2 days)' };
  await expect(lab.scheduler.send(new CreateScheduleCommand(other))).rejects.toMatchObject({
    name: 'ConflictException',
  });
  const deletion = { Name: 'monthly' };
  const remove = (token: string) =>
    lab.scheduler.send(new DeleteScheduleCommand({ ...deletion, ClientToken: token }));
  await remove(ClientToken);
  await remove(ClientToken);
  await expect(remove('twice')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('lists schedules by group, prefix and state, page by page', async () => {
  await createGroup('b');
  await createGroup('a');
  await lab.create({ Name: 'two', GroupName: 'b' });
  await lab.create({ Name: 'one', GroupName: 'a', State: 'DISABLED' });
  await lab.create({ Name: 'three' });
  expect(await list()).toEqual(['a/one', 'b/two', 'default/three']);
  expect(await list({ GroupName: 'b' })).toEqual(['b/two']);
  expect(await list({ NamePrefix: 't' })).toEqual(['b/two', 'default/three']);
  expect(await list({ State: 'DISABLED' })).toEqual(['a/one']);
  const first = await lab.scheduler.send(new ListSchedulesCommand({ MaxResults: 2 }));
  expect(first.Schedules).toHaveLength(2);
  expect(await list({ NextToken: first.NextToken })).toEqual(['default/three']);
  await expect(list({ NextToken: 'nonsense' })).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await expect(list({ GroupName: 'gone' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a group goes with its schedules, and default stays', async () => {
  await createGroup('reports');
  await lab.create({ Name: 'one', GroupName: 'reports' });
  await lab.create({ Name: 'two' });
  const remove = (Name: string) => lab.scheduler.send(new DeleteScheduleGroupCommand({ Name }));
  await remove('reports');
  expect(await list()).toEqual(['default/two']);
  await expect(remove('default')).rejects.toMatchObject({ name: 'ValidationException' });
  const { ScheduleGroups } = await lab.scheduler.send(new ListScheduleGroupsCommand({}));
  const defaultArn = `arn:aws:scheduler:${region}:${accountId}:schedule-group/default`;
  expect(ScheduleGroups).toEqual([{ Arn: defaultArn, Name: 'default', State: 'ACTIVE' }]);
});

test('groups have tags', async () => {
  const ResourceArn = `arn:aws:scheduler:${region}:${accountId}:schedule-group/reports`;
  const tagsNow = async () =>
    (await lab.scheduler.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
  const { ScheduleGroupArn } = await createGroup('reports', { Tags: [{ Key: 'a', Value: '1' }] });
  expect(ScheduleGroupArn).toBe(ResourceArn);
  const Tags = [
    { Key: 'a', Value: '2' },
    { Key: 'b', Value: '3' },
  ];
  await lab.scheduler.send(new TagResourceCommand({ ResourceArn, Tags }));
  expect(await tagsNow()).toEqual(Tags);
  await lab.scheduler.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a', 'c'] }));
  expect(await tagsNow()).toEqual([{ Key: 'b', Value: '3' }]);
  const tagging = new ResourceGroupsTaggingAPIClient(lab.aws.client);
  const found = await tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ['scheduler'] }));
  tagging.destroy();
  expect(found.ResourceTagMappingList).toEqual([
    { ResourceARN: ResourceArn, Tags: [{ Key: 'b', Value: '3' }] },
  ]);
  const group = await lab.scheduler.send(new GetScheduleGroupCommand({ Name: 'reports' }));
  expect(group).toMatchObject({ Arn: ResourceArn, CreationDate: now, State: 'ACTIVE' });
});
