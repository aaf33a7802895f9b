import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  account,
  allow,
  claims,
  functionArn,
  newFunction,
  policy,
  startRoleLab,
  type RoleLab,
} from './testing/start-role-lab.ts';

let lab: RoleLab;
beforeEach(async () => {
  lab = await startRoleLab();
});
afterEach(async () => {
  expect(lab.aws.failures).toEqual([]);
  await lab.stop();
});

it('lets a role do what its policies allow, and refuses the rest in AWS’s words', async () => {
  await lab.createFunction();
  const config = await lab.asDeployer([
    allow('lambda:Get*', `${functionArn}*`),
    allow('lambda:ListTags'),
  ]);
  const lambda = new LambdaClient(config);
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'predict' }));
  expect(Configuration?.FunctionName).toBe('predict');
  await expect(
    lambda.send(new DeleteFunctionCommand({ FunctionName: 'predict' })),
  ).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::${account}:assumed-role/Deployer/run-7 is not authorized to perform: lambda:DeleteFunction on resource: ${functionArn} because no identity-based policy allows the lambda:DeleteFunction action`,
    $metadata: { httpStatusCode: 403 },
  });
  await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toThrow(
    'lambda:ListFunctions on resource: * because',
  );
  // The account's root may everything.
  await new LambdaClient(lab.aws.client).send(new ListFunctionsCommand({}));
});

it('refuses in the protocol of each service', async () => {
  const config = await lab.asDeployer([allow('lambda:*')]);
  await new S3Client({ ...lab.aws.client, forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: 'things' }),
  );
  const get = new GetObjectCommand({ Bucket: 'things', Key: 'a/b' });
  await expect(new S3Client({ ...config, forcePathStyle: true }).send(get)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('s3:GetObject on resource: arn:aws:s3:::things/a/b') as string,
    $metadata: { httpStatusCode: 403 },
  });
  await expect(
    new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
  ).rejects.toMatchObject({
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 400 },
  });
  const TopicArn = `arn:aws:sns:us-east-1:${account}:news`;
  await expect(
    new SNSClient(config).send(new ListSubscriptionsByTopicCommand({ TopicArn })),
  ).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
    message: expect.stringContaining(
      `SNS:ListSubscriptionsByTopic on resource: ${TopicArn} because no identity-based policy allows the SNS:ListSubscriptionsByTopic action`,
    ) as string,
  });
});

it('takes an explicit deny, a boundary and session policies for what they are', async () => {
  await lab.createFunction();
  const { Policy } = await lab.iam.send(
    new CreatePolicyCommand({
      PolicyName: 'Bound',
      PolicyDocument: policy(
        allow(['lambda:GetFunction', 'lambda:ListFunctions', 'lambda:ListTags']),
      ),
    }),
  );
  const arn = await lab.makeRole(
    [allow('lambda:*'), { ...allow('lambda:ListFunctions'), Effect: 'Deny' }],
    { PermissionsBoundary: Policy?.Arn },
  );
  const lambda = new LambdaClient(await lab.assume(arn, await lab.tokenFor(claims)));
  const FunctionName = 'predict';
  await lambda.send(new GetFunctionCommand({ FunctionName }));
  await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toThrow(
    /lambda:ListFunctions on resource: \* with an explicit deny in an identity-based policy$/,
  );
  await expect(lambda.send(new DeleteFunctionCommand({ FunctionName }))).rejects.toThrow(
    /because no permissions boundary allows the lambda:DeleteFunction action$/,
  );
  const narrow = { Policy: policy(allow('lambda:ListFunctions')) };
  const session = new LambdaClient(await lab.assume(arn, await lab.tokenFor(claims), narrow));
  await expect(session.send(new GetFunctionCommand({ FunctionName }))).rejects.toThrow(
    /because no session policy allows the lambda:GetFunction action$/,
  );
});

it('leaves tags out for whoever may not list them', async () => {
  await lab.createFunction({ team: 'search' });
  const config = await lab.asDeployer([allow('lambda:GetFunction')]);
  const answer = await new LambdaClient(config).send(
    new GetFunctionCommand({ FunctionName: 'predict' }),
  );
  expect(answer.Tags).toBeUndefined();
  expect(answer.TagsError?.ErrorCode).toBe('AccessDeniedException');
});

it('asks whether a role may be passed, and to whom', async () => {
  const passed = allow('iam:PassRole', `arn:aws:iam::${account}:role/worker`);
  const create = (role: string) => newFunction(`arn:aws:iam::${account}:role/${role}`);
  const config = await lab.asDeployer([
    allow('lambda:CreateFunction', functionArn),
    {
      ...passed,
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    },
  ]);
  await expect(new LambdaClient(config).send(create('worker'))).rejects.toThrow(
    `iam:PassRole on resource: arn:aws:iam::${account}:role/worker because`,
  );
});

it('tells which actions were asked for', async () => {
  await lab.createFunction();
  await fetch(`${lab.aws.url}/_local/authorizations`, { method: 'POST' });
  const config = await lab.asDeployer([allow('lambda:GetFunction')]);
  await new LambdaClient(config).send(new GetFunctionCommand({ FunctionName: 'predict:$LATEST' }));
  const answer = await fetch(`${lab.aws.url}/_local/authorizations`);
  expect(await answer.json()).toEqual(
    expect.arrayContaining([
      {
        caller: `arn:aws:sts::${account}:assumed-role/Deployer/run-7`,
        operation: 'lambda:GetFunction',
        action: 'lambda:GetFunction',
        resource: `${functionArn}:$LATEST`,
        allowed: true,
      },
      expect.objectContaining({ action: 'lambda:ListTags', allowed: false }) as object,
    ]),
  );
});
