import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const permissions = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
});

let aws: TestAws;
let iam: IAMClient;
beforeEach(async () => {
  aws = await startTestAws();
  iam = new IAMClient(aws.client);
});
afterEach(async () => {
  iam.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

function createRole(RoleName: string, more: object = {}) {
  return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, ...more }));
}

test('creates a role and gives it back', async () => {
  const { Role } = await createRole('worker', {
    Path: '/team/',
    Description: 'a <role> & more',
    Tags: [{ Key: 'stage', Value: 'local' }],
  });
  expect(Role).toEqual({
    Path: '/team/',
    RoleName: 'worker',
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string,
    Arn: 'arn:aws:iam::000000000000:role/team/worker',
    CreateDate: new Date('2026-11-20T12:00:00Z'),
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    Description: 'a <role> & more',
    MaxSessionDuration: 3600,
    Tags: [{ Key: 'stage', Value: 'local' }],
    RoleLastUsed: {},
  });
  const read = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  expect(read.Role).toEqual(Role);
});

test('refuses a second role of a name, in whatever case', async () => {
  await createRole('worker');
  await expect(createRole('Worker')).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Role with name Worker already exists.',
    $metadata: { httpStatusCode: 409 },
  });
});

test('says that a role does not exist', async () => {
  await expect(iam.send(new GetRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name nobody cannot be found.',
    Error: { Type: 'Sender', Code: 'NoSuchEntity' },
    $metadata: { httpStatusCode: 404 },
  });
});

test.each<readonly [document: string, message: string]>([
  ['{', 'This policy contains invalid Json'],
  ['[]', 'Syntax errors in policy.'],
  ['{}', 'Missing required field Statement'],
  ['{"Statement":[{"Effect":"Maybe"}]}', 'Syntax errors in policy.'],
  ['{"Statement":[]}', 'Syntax errors in policy.'],
  ...['lambda', 'lambda.amazonaws.co', '*'].map(
    (service) =>
      [
        `{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["ec2.amazonaws.com","${service}"]}}}`,
        `Invalid principal in policy: "SERVICE":"${service}"`,
      ] as const,
  ),
  [
    '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}',
    'Missing required field Principal',
  ],
  [
    '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Principal":"*"}]}',
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Resource":"*"}]}',
    'Has prohibited field Resource',
  ],
])('refuses the trust policy %s', async (AssumeRolePolicyDocument, message) => {
  await expect(createRole('worker', { AssumeRolePolicyDocument })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message,
  });
});

test('checks names, and reports all problems at once', async () => {
  await expect(createRole('a b', { MaxSessionDuration: 5 })).rejects.toMatchObject({
    name: 'ValidationError',
    message:
      "2 validation errors detected: Value 'a b' at 'roleName' failed to satisfy constraint: " +
      String.raw`Member must satisfy regular expression pattern: [\w+=,.@-]+; ` +
      "Value '5' at 'maxSessionDuration' failed to satisfy constraint: Member must have value " +
      'greater than or equal to 3600',
  });
});

test('lists roles by path, page by page, also while some vanish', async () => {
  for (const name of ['d', 'a', 'c', 'b']) await createRole(name, { Path: '/x/' });
  await createRole('elsewhere');
  const first = await iam.send(new ListRolesCommand({ PathPrefix: '/x/', MaxItems: 2 }));
  expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(['a', 'b']);
  expect(first.IsTruncated).toBe(true);
  await iam.send(new DeleteRoleCommand({ RoleName: 'b' }));
  const second = await iam.send(
    new ListRolesCommand({ PathPrefix: '/x/', MaxItems: 2, Marker: first.Marker }),
  );
  expect(second.Roles?.map(({ RoleName }) => RoleName)).toEqual(['c', 'd']);
  expect(second.IsTruncated).toBe(false);
  expect(second.Marker).toBeUndefined();
  await expect(iam.send(new ListRolesCommand({ Marker: 'nonsense' }))).rejects.toMatchObject({
    name: 'ValidationError',
  });
});

test('changes what a role says and whom it trusts', async () => {
  await createRole('worker');
  await iam.send(new UpdateRoleCommand({ RoleName: 'worker', Description: 'new' }));
  const PolicyDocument = trust.replace('lambda', 'scheduler');
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'worker', PolicyDocument }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  expect(Role).toMatchObject({
    Description: 'new',
    AssumeRolePolicyDocument: encodeURIComponent(PolicyDocument),
  });
});

test('tags roles, with keys that are one in any case', async () => {
  await createRole('worker', { Tags: [{ Key: 'Stage', Value: 'a' }] });
  await iam.send(
    new TagRoleCommand({
      RoleName: 'worker',
      Tags: [
        { Key: 'stage', Value: 'b' },
        { Key: 'owner', Value: '' },
      ],
    }),
  );
  const RoleName = 'worker';
  const tagged = await iam.send(new ListRoleTagsCommand({ RoleName }));
  expect(tagged.Tags).toEqual([
    { Key: 'owner', Value: '' },
    { Key: 'stage', Value: 'b' },
  ]);
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['STAGE', 'unknown'] }));
  const left = await iam.send(new ListRoleTagsCommand({ RoleName }));
  expect(left.Tags).toEqual([{ Key: 'owner', Value: '' }]);
});

test('keeps inline policies until they are deleted, and the role as long', async () => {
  await createRole('worker');
  const policy = { RoleName: 'worker', PolicyName: 'reads' };
  await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: permissions }));
  const read = await iam.send(new GetRolePolicyCommand(policy));
  expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(permissions);
  const listed = await iam.send(new ListRolePoliciesCommand({ RoleName: 'worker' }));
  expect(listed.PolicyNames).toEqual(['reads']);
  await expect(iam.send(new DeleteRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete policies first.',
  });
  await iam.send(new DeleteRolePolicyCommand(policy));
  await expect(iam.send(new DeleteRolePolicyCommand(policy))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role policy with name reads cannot be found.',
  });
  await iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
});

test('refuses inline policies beyond 10,240 characters, white space not counted', async () => {
  await createRole('worker');
  const Resource = 'x'.repeat(10_000);
  const Statement = { Effect: 'Allow', Action: 's3:*', Resource };
  const policy = { RoleName: 'worker', PolicyDocument: JSON.stringify({ Statement }, null, 200) };
  await iam.send(new PutRolePolicyCommand({ ...policy, PolicyName: 'one' }));
  await expect(
    iam.send(new PutRolePolicyCommand({ ...policy, PolicyName: 'two' })),
  ).rejects.toMatchObject({ name: 'LimitExceededException' });
});

test('attaches policies of AWS and of the account, and no others', async () => {
  await createRole('worker');
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'reads', PolicyDocument: permissions }),
  );
  const own = Policy?.Arn ?? '';
  expect(own).toBe('arn:aws:iam::000000000000:policy/reads');
  const managed = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  for (const PolicyArn of [own, managed, managed]) {
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn }));
  }
  const { AttachedPolicies } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: 'worker' }),
  );
  expect(AttachedPolicies).toEqual([
    { PolicyArn: own, PolicyName: 'reads' },
    { PolicyArn: managed, PolicyName: 'AWSLambdaBasicExecutionRole' },
  ]);
  await expect(
    iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: `${own}-not` })),
  ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn: own }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  for (const PolicyArn of [own, managed]) {
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'worker', PolicyArn }));
  }
  await iam.send(new DeletePolicyCommand({ PolicyArn: own }));
  await expect(iam.send(new GetPolicyCommand({ PolicyArn: own }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('shows managed policies and their one version', async () => {
  await iam.send(new CreatePolicyCommand({ PolicyName: 'reads', PolicyDocument: permissions }));
  const PolicyArn = 'arn:aws:iam::000000000000:policy/reads';
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy).toMatchObject({ PolicyName: 'reads', DefaultVersionId: 'v1', AttachmentCount: 0 });
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
  );
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(permissions);
  const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
  expect(Policies?.map(({ Arn }) => Arn)).toEqual([PolicyArn]);
});

test('says what it does not know of policies of AWS', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'NotImplemented',
    $metadata: { httpStatusCode: 501 },
  });
});
