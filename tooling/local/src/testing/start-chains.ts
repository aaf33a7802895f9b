import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createRecordingFunction, type RecordingFunction } from './recording-function.ts';
import { startTestAws, type TestAws } from './start-test-aws.ts';

/** A local AWS in which one service sends to another, down to the function `worker`. */
export interface Chains {
  readonly aws: TestAws;
  readonly clients: ReturnType<typeof createClients>;
  readonly worker: RecordingFunction;
  /** @param sender - the service that its policy lets in */
  createQueue(name: string, sender?: string): Promise<void>;
  createTopic(name: string, sender?: string): Promise<void>;
  subscribe(topic: string, queue: string, attributes?: Record<string, string>): Promise<void>;
  /** A rule `of-BUS` of what `source` puts on a bus; `shop`, where nothing else is said. */
  rule(bus: string, targets: Target[], source?: string): Promise<void>;
  /** An HTTP API with a route to a function. @returns its address */
  createApi(RouteKey: string, functionArn: string): Promise<string>;
  /** `worker` takes from a queue. */
  map(queue: string): Promise<void>;
  /** The bodies of what is in a queue. */
  take(queue: string): Promise<unknown[]>;
  stop(): Promise<void>;
}

const account = '000000000000';
/** Any service may assume it, and it may do anything. */
export const role = `arn:aws:iam::${account}:role/all`;

export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;

export async function startChains(): Promise<Chains> {
  const aws = await startTestAws({ background: true });
  const clients = createClients(aws.client);
  const { api, events, lambda, sns, sqs } = clients;
  await createRole(clients.iam);
  const worker = await createRecordingFunction(aws, 'worker', { Role: role });
  return {
    aws,
    clients,
    worker,
    async createQueue(QueueName, Service) {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
      if (Service === undefined) return;
      const Resource = arn('sqs', QueueName);
      const Policy = policy({ Principal: { Service }, Action: 'sqs:SendMessage', Resource });
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    },
    async createTopic(Name, Service) {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }));
      if (Service === undefined) return;
      await sns.send(
        new SetTopicAttributesCommand({
          TopicArn,
          AttributeName: 'Policy',
          AttributeValue: policy({
            Principal: { Service },
            Action: 'sns:Publish',
            Resource: TopicArn,
          }),
        }),
      );
    },
    async subscribe(topic, queue, Attributes) {
      await sns.send(
        new SubscribeCommand({
          TopicArn: arn('sns', topic),
          Protocol: 'sqs',
          Endpoint: arn('sqs', queue),
          Attributes,
        }),
      );
    },
    async rule(EventBusName, Targets, source = 'shop') {
      const Name = `of-${EventBusName}`;
      const EventPattern = JSON.stringify({ source: [source] });
      await events.send(new PutRuleCommand({ Name, EventBusName, EventPattern }));
      await events.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets }));
    },
    async createApi(RouteKey, IntegrationUri) {
      const { ApiId, ApiEndpoint = '' } = await api.send(
        new CreateApiCommand({ Name: 'api', ProtocolType: 'HTTP' }),
      );
      const { IntegrationId = '' } = await api.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType: 'AWS_PROXY',
          IntegrationUri,
          PayloadFormatVersion: '2.0',
        }),
      );
      const Target = `integrations/${IntegrationId}`;
      await api.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
      await api.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
      return ApiEndpoint;
    },
    async map(queue) {
      const EventSourceArn = arn('sqs', queue);
      await lambda.send(
        new CreateEventSourceMappingCommand({ FunctionName: 'worker', EventSourceArn }),
      );
    },
    async take(queue) {
      const QueueUrl = `${aws.url}/${account}/${queue}`;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown);
    },
    async stop() {
      worker.stop();
      for (const client of Object.values(clients)) client.destroy();
      await aws.stop();
    },
  };
}

function createClients(client: TestAws['client']) {
  return {
    api: new ApiGatewayV2Client(client),
    events: new EventBridgeClient(client),
    iam: new IAMClient(client),
    lambda: new LambdaClient(client),
    logs: new CloudWatchLogsClient(client),
    s3: new S3Client({ ...client, forcePathStyle: true }),
    scheduler: new SchedulerClient(client),
    sns: new SNSClient(client),
    sqs: new SQSClient(client),
  };
}

const policy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });

async function createRole(iam: IAMClient): Promise<void> {
  const RoleName = 'all';
  const Service = ['lambda', 'scheduler', 'events'].map((name) => `${name}.amazonaws.com`);
  const AssumeRolePolicyDocument = policy({ Principal: { Service }, Action: 'sts:AssumeRole' });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Action: '*', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
}
