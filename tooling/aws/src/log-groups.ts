import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { chunk } from './chunk.ts';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';

// DescribeLogGroups takes 50 identifiers at most.
const identifiersPerCall = 50;

/** Days of retention by log group; groups that are not there, or keep for ever, are left out. */
export async function readLogRetentions(
  { logs }: AwsClients,
  logGroups: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (logGroups.length === 0) return new Map();
  const [{ DescribeLogGroupsCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    logs(),
  ]);
  const answers = await Promise.all(
    chunk(logGroups, identifiersPerCall).map((logGroupIdentifiers) =>
      client.send(new DescribeLogGroupsCommand({ logGroupIdentifiers: [...logGroupIdentifiers] })),
    ),
  );
  const found: LogGroup[] = answers.flatMap((answer) => answer.logGroups ?? []);
  return new Map(
    found.flatMap(({ logGroupName, retentionInDays }) =>
      logGroupName === undefined || retentionInDays === undefined
        ? []
        : [[logGroupName, retentionInDays] as const],
    ),
  );
}

/** Keeps the events of a log group for so many days; makes the group when it is not there. */
export async function setLogRetention(
  { logs }: AwsClients,
  logGroupName: string,
  retentionInDays: number,
): Promise<void> {
  const [{ CreateLogGroupCommand, PutRetentionPolicyCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    logs(),
  ]);
  try {
    await client.send(new CreateLogGroupCommand({ logGroupName }));
  } catch (error) {
    if (!isAwsError(error, 'ResourceAlreadyExistsException')) throw error;
  }
  await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
}

/** Takes the retention from a log group. */
export async function keepLogForEver({ logs }: AwsClients, logGroupName: string): Promise<void> {
  const [{ DeleteRetentionPolicyCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    logs(),
  ]);
  await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
}

/** The ARN of a log group; undefined when it is not there. */
export async function findLogGroup(
  { logs }: AwsClients,
  name: string,
): Promise<string | undefined> {
  const [{ DescribeLogGroupsCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    logs(),
  ]);
  const { logGroups = [] } = await client.send(
    new DescribeLogGroupsCommand({ logGroupIdentifiers: [name] }),
  );
  const { arn, logGroupArn } = logGroups.find(({ logGroupName }) => logGroupName === name) ?? {};
  return logGroupArn ?? arn?.replace(/:\*$/, '');
}

/** Adds tags to a log group, where it is there. */
export async function tagLogGroup(
  clients: AwsClients,
  name: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const resourceArn = await findLogGroup(clients, name);
  if (resourceArn === undefined) return;
  const [{ TagResourceCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    clients.logs(),
  ]);
  await client.send(new TagResourceCommand({ resourceArn, tags: { ...tags } }));
}

/** Deletes a log group with everything in it. */
export async function deleteLogGroup({ logs }: AwsClients, logGroupName: string): Promise<void> {
  const [{ DeleteLogGroupCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    logs(),
  ]);
  await client.send(new DeleteLogGroupCommand({ logGroupName }));
}
