import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
  type Event,
  type LambdaFunctionConfiguration,
  type NotificationConfiguration,
} from '@aws-sdk/client-s3';
import { startTestAws } from '../../../testing/start-test-aws.ts';
import { patientTimeout, zipOf } from '../../lambda/testing/start-lambda.ts';

export type NotificationLab = Awaited<ReturnType<typeof startNotificationLab>>;

export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
export const Bucket = 'things';

/** What a function is told of an object. */
export interface ToldRecord {
  readonly eventName: string;
  readonly s3: {
    readonly configurationId: string;
    readonly object: Readonly<Record<string, unknown>>;
  };
}

/** A bucket, and a function that logs what it is told. */
export async function startNotificationLab() {
  const aws = await startTestAws();
  const [s3, lambda, logs] = [
    new S3Client(aws.client),
    new LambdaClient(aws.client),
    new CloudWatchLogsClient(aws.client),
  ];
  await createRole(new IAMClient(aws.client));
  await s3.send(new CreateBucketCommand({ Bucket }));
  const code = 'exports.handler = async (event) => console.log(JSON.stringify(event));';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: patientTimeout,
      Role: 'arn:aws:iam::000000000000:role/r',
      Code: { ZipFile: zipOf(code) },
    }),
  );
  return {
    aws,
    s3,
    lambda,
    /** Lets the bucket call the function. */
    allow: (SourceArn = `arn:aws:s3:::${Bucket}`) =>
      lambda.send(
        new AddPermissionCommand({
          FunctionName: 'f',
          StatementId: 's3',
          Action: 'lambda:InvokeFunction',
          Principal: 's3.amazonaws.com',
          SourceArn,
        }),
      ),
    configure: (NotificationConfiguration: NotificationConfiguration, isSkipped = false) =>
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration,
          SkipDestinationValidation: isSkipped,
        }),
      ),
    async configuration(): Promise<NotificationConfiguration> {
      const { $metadata, ...rest } = await s3.send(
        new GetBucketNotificationConfigurationCommand({ Bucket }),
      );
      return $metadata.httpStatusCode === 200 ? rest : {};
    },
    /** All that the function was told, in the order of S3, when nothing is under way any more. */
    async told(): Promise<readonly ToldRecord[]> {
      await aws.setClock({ advanceSeconds: 1 });
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: '/aws/lambda/f', filterPattern: 'Records' }),
      );
      const told = events.flatMap(({ message = '' }) => {
        const text = message.slice(message.indexOf('{'));
        return (JSON.parse(text) as { Records: ToldRecord[] }).Records;
      });
      const orderOf = ({ s3: { object } }: ToldRecord) => String(object.sequencer);
      return told.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    },
    async stop(): Promise<void> {
      for (const client of [s3, lambda, logs]) client.destroy();
      await aws.stop();
    },
  };
}

/** An entry for the function. */
export function entry(
  events: readonly Event[],
  { id, ...filters }: { id?: string; prefix?: string; suffix?: string } = {},
): LambdaFunctionConfiguration {
  const FilterRules = Object.entries(filters).map(([Name, Value]) => ({
    Name: Name as 'prefix',
    Value,
  }));
  return {
    ...(id !== undefined && { Id: id }),
    LambdaFunctionArn: functionArn,
    Events: [...events],
    ...(FilterRules.length > 0 && { Filter: { Key: { FilterRules } } }),
  };
}

async function createRole(iam: IAMClient): Promise<void> {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
  iam.destroy();
}
