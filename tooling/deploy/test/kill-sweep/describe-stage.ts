import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
} from '@aws-sdk/client-iam';
import {
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import type { TestStage } from '../stage.ts';

/** Also a role that has nothing. */
async function describeRole(iam: IAMClient, RoleName: string): Promise<object> {
  const [{ PolicyNames = [] }, { Tags = [] }] = await Promise.all([
    iam.send(new ListRolePoliciesCommand({ RoleName })),
    iam.send(new ListRoleTagsCommand({ RoleName })),
  ]);
  const policies = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const policy = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return `${PolicyName} ${decodeURIComponent(policy.PolicyDocument ?? '')}`;
    }),
  );
  const tags = Tags.map(({ Key, Value }) => `${Key ?? ''}=${Value ?? ''}`);
  return { name: RoleName, policies: policies.sort(), tags: tags.sort() };
}

/** How often an asynchronous call is repeated; undefined where nobody has said so. */
const readRetries = async ({ lambda }: TestStage, FunctionName: string) => {
  const command = new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier: 'live' });
  try {
    return (await lambda.send(command)).MaximumRetryAttempts;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
  one.name < other.name ? -1 : 1;

/** What a stage holds, without what is another in every run: revisions, times and addresses. */
export async function describeStage(stage: TestStage): Promise<object> {
  const { aws, lambda } = stage;
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
      const [versions, aliases, live, retries] = await Promise.all([
        lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name })),
        lambda.send(new ListAliasesCommand({ FunctionName: name })),
        lambda.send(new GetFunctionCommand({ FunctionName: name, Qualifier: 'live' })),
        readRetries(stage, name),
      ]);
      const { Configuration: configuration, Tags: tags, Concurrency: concurrency } = live;
      return {
        name,
        versions: versions.Versions?.map(({ Version }) => Version),
        aliases: aliases.Aliases?.map(({ Name, FunctionVersion, RoutingConfig }) => ({
          Name,
          FunctionVersion,
          RoutingConfig,
        })),
        code: configuration?.CodeSha256,
        memory: configuration?.MemorySize,
        environment: configuration?.Environment,
        tags,
        concurrency,
        retries,
      };
    }),
  );
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const roles = await Promise.all(Roles.map(({ RoleName = '' }) => describeRole(iam, RoleName)));
  iam.destroy();
  logs.destroy();
  return {
    functions: functions.sort(byName),
    roles,
    logGroups: logGroups
      .map(({ logGroupName, retentionInDays = 'for ever' }) => `${logGroupName} ${retentionInDays}`)
      .sort(),
  };
}
