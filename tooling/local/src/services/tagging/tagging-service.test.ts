import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let tagging: ResourceGroupsTaggingAPIClient;
const role = 'arn:aws:iam::123456789012:role/worker';
const group = 'arn:aws:logs:eu-west-1:123456789012:log-group:/app';
const other = 'arn:aws:logs:eu-west-1:123456789012:log-group:/other';

beforeEach(async () => {
  aws = await startTestAws({ accountId: '123456789012', region: 'eu-west-1' });
  tagging = new ResourceGroupsTaggingAPIClient(aws.client);
  const iam = new IAMClient(aws.client);
  const logs = new CloudWatchLogsClient(aws.client);
  const AssumeRolePolicyDocument = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
  });
  const Tags = [{ Key: 'stage', Value: 'local' }];
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument, Tags }));
  await logs.send(
    new CreateLogGroupCommand({ logGroupName: '/app', tags: { stage: 'local', owner: 'ml' } }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/other', tags: { stage: 'local' } }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/untagged' }));
  iam.destroy();
  logs.destroy();
});
afterEach(async () => {
  tagging.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

async function find(input: object): Promise<(string | undefined)[] | undefined> {
  const answer = await tagging.send(new GetResourcesCommand(input));
  return answer.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN);
}

// https://github.com/aws/aws-sdk/issues/581
test('finds the tagged resources, but no roles: AWS finds none either', async () => {
  const answer = await tagging.send(new GetResourcesCommand({}));
  expect(answer).toMatchObject({
    PaginationToken: '',
    ResourceTagMappingList: [
      {
        ResourceARN: group,
        Tags: [
          { Key: 'stage', Value: 'local' },
          { Key: 'owner', Value: 'ml' },
        ],
      },
      { ResourceARN: other, Tags: [{ Key: 'stage', Value: 'local' }] },
    ],
  });
});

test('narrows by tags, types and ARNs', async () => {
  expect(await find({ TagFilters: [{ Key: 'stage', Values: ['prod', 'local'] }] })).toHaveLength(2);
  expect(await find({ TagFilters: [{ Key: 'stage', Values: ['prod'] }] })).toEqual([]);
  expect(await find({ TagFilters: [{ Key: 'stage' }, { Key: 'owner' }] })).toEqual([group]);
  expect(await find({ ResourceTypeFilters: ['logs:log-group'] })).toEqual([group, other]);
  expect(await find({ ResourceTypeFilters: ['iam', 'lambda:function'] })).toEqual([]);
  expect(await find({ ResourceARNList: [group] })).toEqual([group]);
});

test('goes page by page, and refuses a token of nobody', async () => {
  const first = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1 }));
  expect(first.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN)).toEqual([group]);
  expect(await find({ PaginationToken: first.PaginationToken })).toEqual([other]);
  await expect(find({ PaginationToken: 'nonsense' })).rejects.toMatchObject({
    name: 'PaginationTokenExpiredException',
  });
});

test.each([
  [{ TagFilters: [{ Key: 'stage' }] }, 'TagFilters'],
  [{ ResourceTypeFilters: ['logs'] }, 'ResourceTypeFilters'],
  [{ ResourcesPerPage: 1 }, 'ResourcesPerPage'],
  [{ TagsPerPage: 100 }, 'TagsPerPage'],
  [{ PaginationToken: 'x' }, 'PaginationToken'],
])('refuses %o beside ARNs', async (input, name) => {
  await expect(find({ ...input, ResourceARNList: [group] })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: `${name} cannot be used with ResourceARNList`,
  });
});

test('refuses pages of fewer than 100 tags', async () => {
  await expect(find({ TagsPerPage: 99 })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('greater than or equal to 100') as string,
  });
});

test('refuses a member that it does not implement by its name', async () => {
  expect(await find({ IncludeComplianceDetails: false })).toHaveLength(2);
  await expect(find({ IncludeComplianceDetails: true })).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The local AWS does not implement IncludeComplianceDetails of tagging:GetResources',
    $metadata: { httpStatusCode: 501 },
  });
});

test('names what it does not implement', async () => {
  await expect(
    tagging.send(new TagResourcesCommand({ ResourceARNList: [role], Tags: { a: 'b' } })),
  ).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The local AWS does not implement tagging:TagResources',
    $metadata: { httpStatusCode: 501 },
  });
});

test('tells callers which account this is', async () => {
  const sts = new STSClient(aws.client);
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:root',
  });
  sts.destroy();
});
