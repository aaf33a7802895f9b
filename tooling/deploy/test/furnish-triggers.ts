import { CreateDomainNameCommand, type ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CreateLogGroupCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CreateEventBusCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Clients of somebody else. */
export interface TriggerClients {
  readonly api: ApiGatewayV2Client;
  readonly events: EventBridgeClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly scheduler: SchedulerClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
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
