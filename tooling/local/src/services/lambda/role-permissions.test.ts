import {
  CreateAliasCommand,
  CreateFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { afterEach, expect, it } from 'vitest';
import {
  accountId,
  region,
  role,
  startLambda,
  zipOf,
  type StartedLambda,
} from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';
afterEach(() => lambda.stop());

/** With a role that may do only this. */
const startAllowing = async (...actions: readonly string[]) => {
  lambda = await startLambda({
    roles: {
      canBeAssumedBy: (arn) => Promise.resolve(arn === role),
      allows: (_role, { action }) => Promise.resolve(actions.includes(action)),
    },
  });
};
const create = (input: Partial<CreateFunctionCommandInput> = {}) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      ...input,
    }),
  );
const update = (input: object) =>
  lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...input }));

const VpcConfig = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
const deadLetters = (service: string) => ({
  DeadLetterConfig: { TargetArn: `arn:aws:${service}:${region}:${accountId}:target` },
});
const refusal = (call: string) =>
  `The provided execution role does not have permissions to call ${call}`;

it('needs to manage network interfaces for a VPC, and nothing to leave it', async () => {
  await startAllowing('ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces');
  await expect(create({ VpcConfig })).rejects.toThrow(refusal('DeleteNetworkInterface on EC2'));
  await create();
  await expect(update({ VpcConfig })).rejects.toThrow(refusal('DeleteNetworkInterface on EC2'));
  await update({ VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } });
});

it('needs to send to the dead-letter queue or topic', async () => {
  await startAllowing('sns:Publish');
  await expect(create(deadLetters('sqs'))).rejects.toThrow(refusal('SendMessage on SQS'));
  await create(deadLetters('sns'));
  await expect(update(deadLetters('sqs'))).rejects.toThrow(refusal('SendMessage on SQS'));
});

it('is the same for two versions that share an alias', async () => {
  lambda = await startLambda({
    roles: { canBeAssumedBy: () => Promise.resolve(true), allows: () => Promise.resolve(true) },
  });
  await create({ Publish: true });
  await update({ Role: `${role}-2` });
  await lambda.client.send(new PublishVersionCommand({ FunctionName }));
  const RoutingConfig = { AdditionalVersionWeights: { 2: 0.5 } };
  const alias = { FunctionName, Name: 'live', FunctionVersion: '1', RoutingConfig };
  await expect(lambda.client.send(new CreateAliasCommand(alias))).rejects.toThrow(
    'Specified versions must be associated with the same execution role',
  );
});
