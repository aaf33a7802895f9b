import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  GetFunctionCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import type { TestStage } from '../stage.ts';

/** @returns `role policy document`, one for each of them */
async function describeRole(iam: IAMClient, RoleName: string): Promise<readonly string[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  return Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const policy = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return `${RoleName} ${PolicyName} ${decodeURIComponent(policy.PolicyDocument ?? '')}`;
    }),
  );
}

/** What a stage holds, without what is another in every run: revisions, times and addresses. */
export async function describeStage({ aws, lambda }: TestStage): Promise<object> {
  const options = {
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const iam = new IAMClient(options);
  const logs = new CloudWatchLogsClient(options);
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const functions = await Promise.all(
    Functions.map(async ({ FunctionName: name = '' }) => {
      const [versions, aliases, live] = await Promise.all([
        lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name })),
        lambda.send(new ListAliasesCommand({ FunctionName: name })),
        lambda.send(new GetFunctionCommand({ FunctionName: name, Qualifier: 'live' })),
      ]);
      const { Configuration: configuration, Tags: tags, Concurrency: concurrency } = live;
      return {
        name,
        versions: versions.Versions?.map(({ Version }) => Version),
        aliases: aliases.Aliases?.map(({ Name, FunctionVersion }) => ({ Name, FunctionVersion })),
        code: configuration?.CodeSha256,
        memory: configuration?.MemorySize,
        environment: configuration?.Environment,
        tags,
        concurrency,
      };
    }),
  );
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const roles = await Promise.all(Roles.map(({ RoleName = '' }) => describeRole(iam, RoleName)));
  iam.destroy();
  logs.destroy();
  return {
    functions: functions.sort((one, other) => (one.name < other.name ? -1 : 1)),
    roles: roles.flat().sort(),
    retentions: logGroups.flatMap(({ logGroupName, retentionInDays }) =>
      retentionInDays === undefined ? [] : [`${logGroupName ?? ''} ${retentionInDays}`],
    ),
  };
}
