import { CreateRoleCommand, GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import type { TestStage } from './stage.ts';

/** What somebody does in the console: other code, published, and live moved to it. */
export async function replaceCodeByHand({ lambda }: TestStage, name: string): Promise<void> {
  const contents = new TextEncoder().encode("exports.handler = async () => 'by hand';");
  const ZipFile = zipFiles([{ path: 'index.js', contents }]);
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile }));
  const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await lambda.send(
    new UpdateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: Version }),
  );
}

/** Sets environment variables on $LATEST as another tool would. */
export async function setEnvironment(
  { lambda }: TestStage,
  name: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: name,
      Environment: { Variables: { ...variables } },
    }),
  );
}

/** Whether the function, or its qualifier, exists. */
export const isThere = ({ lambda }: TestStage, name: string, qualifier?: string) =>
  lambda.send(new GetFunctionCommand({ FunctionName: name, Qualifier: qualifier })).then(
    () => true,
    () => false,
  );

const iamOf = ({ aws }: TestStage) =>
  new IAMClient({
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: unknown;
}

/** The statements of the policy that stands in a role of ours. */
export async function readPolicy(
  stage: TestStage,
  roleName: string,
): Promise<readonly Statement[]> {
  const iam = iamOf(stage);
  const { PolicyDocument = '' } = await iam.send(
    new GetRolePolicyCommand({ RoleName: roleName, PolicyName: 'execution' }),
  );
  iam.destroy();
  const { Statement: statements } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
    readonly Statement: readonly Statement[];
  };
  return statements;
}

/** A role that Lambda may assume. @returns its ARN */
export async function makeRole(stage: TestStage, name: string): Promise<string> {
  const iam = iamOf(stage);
  const principal = { Service: 'lambda.amazonaws.com' };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
      }),
    }),
  );
  iam.destroy();
  return Role?.Arn ?? '';
}
