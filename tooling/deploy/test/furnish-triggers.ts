import { ApiGatewayV2Client, CreateDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Clients of somebody else. */
export type TriggerClients = ReturnType<typeof createTriggerClients>;

export function createTriggerClients(options: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}) {
  return {
    api: new ApiGatewayV2Client(options),
    events: new EventBridgeClient(options),
    iam: new IAMClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    scheduler: new SchedulerClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}

export const buckets = ['birds', 'nests'];
export const buses = ['birds', 'default'];
export const domain = 'api.example.com';

/** Makes what is there before a function is started by it. */
export async function furnish({ api, events, logs, s3, sns, sqs }: TriggerClients): Promise<void> {
  for (const QueueName of ['jobs', 'dead', 'graves']) {
    await sqs.send(new CreateQueueCommand({ QueueName }));
  }
  const Attributes = { FifoQueue: 'true' };
  await sqs.send(new CreateQueueCommand({ QueueName: 'steps.fifo', Attributes }));
  for (const Name of ['news', 'alerts']) await sns.send(new CreateTopicCommand({ Name }));
  await events.send(new CreateEventBusCommand({ Name: 'birds' }));
  for (const Bucket of buckets) await s3.send(new CreateBucketCommand({ Bucket }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/http/tests' }));
  const CertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/any';
  const DomainNameConfigurations = [
    { CertificateArn, EndpointType: 'REGIONAL' as const, SecurityPolicy: 'TLS_1_2' as const },
  ];
  await api.send(new CreateDomainNameCommand({ DomainName: domain, DomainNameConfigurations }));
}
