import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { patientTimeout, zipOf } from '../testing/start-lambda.ts';
import { accountId, functionName, newFunction, region, type FactLab } from './fact-lab.ts';
import type { Answer } from './matches-fact.ts';
import type { ToldCase } from './told-cases.ts';

const test = 'TestS3NotificationsToLambda';
const Bucket = 'notifying';
const functionArn = `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
const clientOf = ({ url }: FactLab) => ({
  endpoint: url,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

async function withBucket<Result>(lab: FactLab, use: (s3: S3Client) => Promise<Result>) {
  const s3 = new S3Client(clientOf(lab));
  try {
    await s3.send(new CreateBucketCommand({ Bucket }));
    return await use(s3);
  } finally {
    s3.destroy();
  }
}

async function configure(s3: S3Client, arn: string, isSkipped: boolean): Promise<Answer> {
  const entry = { LambdaFunctionArn: arn, Events: ['s3:ObjectCreated:*' as const] };
  try {
    const { $metadata } = await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { LambdaFunctionConfigurations: [entry] },
        SkipDestinationValidation: isSkipped,
      }),
    );
    return { status: $metadata.httpStatusCode ?? 0, headers: {}, body: undefined, text: '' };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { name: code, message, $metadata } = error;
    expect(error).toMatchObject({ ArgumentName: 'CloudFunction', ArgumentValue: arn });
    return {
      status: $metadata.httpStatusCode ?? 0,
      headers: {},
      body: {},
      text: '',
      code,
      message,
    };
  }
}

/** What the function logged of the event that it got. */
async function loggedRecord(lab: FactLab): Promise<Record<string, unknown>> {
  // Whoever moves the clock waits for what is under way.
  await fetch(`${lab.url}/_local/clock`, { method: 'POST', body: '{"advanceSeconds":1}' });
  const logs = new CloudWatchLogsClient(clientOf(lab));
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}` }),
  );
  logs.destroy();
  const line = events.map(({ message = '' }) => message).find((text) => text.includes('aws:s3'));
  return JSON.parse(line?.slice(line.indexOf('{')) ?? '{}') as Record<string, unknown>;
}

/** The recorded values that are empty say only that there is something. */
function blanked(
  record: unknown,
  isBlank = new Set(['name', 'arn', 'principalId', 'key', 'eTag', 'sequencer']),
): unknown {
  return JSON.parse(
    JSON.stringify(record, (key, value: unknown) => {
      if (!isBlank.has(key)) return value;
      expect(value).toMatch(/./);
      return '';
    }),
  );
}

/** Buckets that tell a function of their objects. */
export const s3NotificationCases: Readonly<Record<string, ToldCase>> = {
  [`${test}::test_invalid_lambda_arn/invalid_not_skip`]: (lab) =>
    withBucket(lab, (s3) => configure(s3, 'invalid-queue', false)),

  [`${test}::test_invalid_lambda_arn/skip_destination_validation`]: (lab) =>
    withBucket(lab, (s3) => configure(s3, functionArn, true)),

  [`${test}::test_create_object_put_via_dynamodb/table_content`]: (lab) =>
    withBucket(lab, async (s3) => {
      const lambda = new LambdaClient(clientOf(lab));
      const code =
        'exports.handler = async (event) => console.log(JSON.stringify(event.Records[0]));';
      await lambda.send(
        new CreateFunctionCommand({
          ...newFunction,
          Runtime: 'nodejs22.x',
          Timeout: patientTimeout,
          Code: { ZipFile: zipOf(code) },
        }),
      );
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: functionName,
          StatementId: 's3',
          Action: 'lambda:InvokeFunction',
          Principal: 's3.amazonaws.com',
          SourceArn: `arn:aws:s3:::${Bucket}`,
        }),
      );
      lambda.destroy();
      await configure(s3, functionArn, false);
      await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'hello world' }));
      const body = blanked(await loggedRecord(lab));
      return { status: 200, headers: {}, body, text: '' };
    }),
};
