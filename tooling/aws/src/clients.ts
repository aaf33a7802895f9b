import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from './clock.ts';
import { createExclusively, type Exclusively } from './exclusively.ts';
import { createLambdaQuotas, limitRequests, type LambdaQuotas } from './limit-requests.ts';
import { nameOperations } from './name-operations.ts';
import { readAccount } from './read-account.ts';
import { createRetryStrategy } from './retry-strategy.ts';
import { createSpreadGates, type SpreadGate } from './spread-gate.ts';
import { createWaitLog, type WaitLog } from './wait-log.ts';

export interface AwsTarget {
  readonly region: string;
  /** An address in place of AWS's own: the local AWS, or an emulator of the user's. */
  readonly endpoint?: string | undefined;
  /** Absent: the SDK's usual chain (environment, profiles, single sign-on, roles). */
  readonly credentials?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string;
      }
    | undefined;
  /** The profile of the AWS configuration files to take credentials from; the usual one when left out. */
  readonly profile?: string | undefined;
  /** Whether to keep to AWS's quotas from the beginning; the local AWS counts only if it is told to. */
  readonly limited: boolean;
}

/** The clients in use. All but Lambda's are loaded when they are first needed: that takes time. */
export interface AwsClients {
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly clock: Clock;
  /** What all of them waited for. */
  readonly waits: WaitLog;
  /** Of the account and region, whichever clients they are asked by. */
  readonly quotas: () => Promise<LambdaQuotas>;
  /** Lambda's control plane. */
  readonly lambda: LambdaClient;
  /** Lambda's Invoke: outside of the quota, patient, and never repeated. */
  readonly invoker: LambdaClient;
  readonly apiGateway: () => Promise<ApiGatewayV2Client>;
  readonly cloudWatch: () => Promise<CloudWatchClient>;
  readonly events: () => Promise<EventBridgeClient>;
  readonly iam: () => Promise<IAMClient>;
  readonly logs: () => Promise<CloudWatchLogsClient>;
  readonly s3: () => Promise<S3Client>;
  readonly scheduler: () => Promise<SchedulerClient>;
  readonly secrets: () => Promise<SecretsManagerClient>;
  readonly sns: () => Promise<SNSClient>;
  readonly sqs: () => Promise<SQSClient>;
  readonly ssm: () => Promise<SSMClient>;
  readonly sts: () => Promise<STSClient>;
  readonly tagging: () => Promise<ResourceGroupsTaggingAPIClient>;
  /**
   * One after the other, of work on something that AWS guards by nothing: the notifications of a bucket,
   * the HTTP API of a stage.
   */
  readonly exclusively: Exclusively;
  /** Where requests of a kind wait together for IAM to spread what was written. */
  readonly spreading: (kind: string) => SpreadGate;
  /** Closes connections. */
  destroy(): void;
}

// A connection that says nothing for so long is dead; the retry takes a new one.
const timeouts = { connectionTimeout: 5000, socketTimeout: 60_000 };

// A function may think for 900 seconds before it answers. It is never called twice for one call:
// nobody knows whether it ran when the connection was cut.
const invocation = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 5000, socketTimeout: 910_000 },
};

const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let value: Promise<Value> | undefined;
  return () => (value ??= make());
};

/**
 * Makes the clients of one account and region.
 *
 * @param beside - clients of the same run: where they are of the same account and region, both keep to
 *   its quotas together
 */
export function createAwsClients(target: AwsTarget, clock: Clock, beside?: AwsClients): AwsClients {
  const { region, endpoint, credentials, profile, limited } = target;
  const waits = beside?.waits ?? createWaitLog(clock);
  const shared = {
    region,
    requestHandler: timeouts,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
    ...(profile !== undefined && { profile }),
  };
  const configuration = (service: string) => ({
    ...shared,
    retryStrategy: createRetryStrategy({ clock, waits, service, isLimited: service === 'Lambda' }),
  });
  const opened: { destroy(): void }[] = [];
  const opening = <Client extends { destroy(): void }>(client: Client): Client => {
    opened.push(client);
    // All clients have the same stack of middleware; only the types of what goes through it differ.
    nameOperations(client as unknown as LambdaClient);
    return client;
  };
  const lambda = opening(new LambdaClient(configuration('Lambda')));
  const invoker = opening(new LambdaClient({ ...shared, ...invocation }));
  const quotas = once(async () => {
    if (beside !== undefined && (await isSameAccount(clients, beside))) return beside.quotas();
    return createLambdaQuotas({ clock, waits, isOn: limited });
  });
  limitRequests(lambda, { clock, waits, quotasOf: quotas });
  const clients: AwsClients = {
    region,
    endpoint,
    exclusively: beside?.exclusively ?? createExclusively(),
    spreading: createSpreadGates(clock),
    clock,
    waits,
    quotas,
    lambda,
    invoker,
    apiGateway: once(async () => {
      const { ApiGatewayV2Client } = await import('@aws-sdk/client-apigatewayv2');
      return opening(new ApiGatewayV2Client(configuration('API Gateway')));
    }),
    cloudWatch: once(async () => {
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      return opening(new CloudWatchClient(configuration('CloudWatch')));
    }),
    events: once(async () => {
      const { EventBridgeClient } = await import('@aws-sdk/client-eventbridge');
      return opening(new EventBridgeClient(configuration('EventBridge')));
    }),
    iam: once(async () => {
      const { IAMClient } = await import('@aws-sdk/client-iam');
      return opening(new IAMClient(configuration('IAM')));
    }),
    logs: once(async () => {
      const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
      return opening(new CloudWatchLogsClient(configuration('CloudWatch Logs')));
    }),
    s3: once(async () => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      // An address of one's own has no subdomain for each bucket.
      const forcePathStyle = endpoint !== undefined;
      return opening(new S3Client({ ...configuration('S3'), forcePathStyle }));
    }),
    scheduler: once(async () => {
      const { SchedulerClient } = await import('@aws-sdk/client-scheduler');
      return opening(new SchedulerClient(configuration('EventBridge Scheduler')));
    }),
    secrets: once(async () => {
      const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
      return opening(new SecretsManagerClient(configuration('Secrets Manager')));
    }),
    sns: once(async () => {
      const { SNSClient } = await import('@aws-sdk/client-sns');
      return opening(new SNSClient(configuration('SNS')));
    }),
    sqs: once(async () => {
      const { SQSClient } = await import('@aws-sdk/client-sqs');
      return opening(new SQSClient(configuration('SQS')));
    }),
    ssm: once(async () => {
      const { SSMClient } = await import('@aws-sdk/client-ssm');
      return opening(new SSMClient(configuration('SSM')));
    }),
    sts: once(async () => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      return opening(new STSClient(configuration('STS')));
    }),
    tagging: once(async () => {
      const { ResourceGroupsTaggingAPIClient } =
        await import('@aws-sdk/client-resource-groups-tagging-api');
      return opening(new ResourceGroupsTaggingAPIClient(configuration('Resource Groups Tagging')));
    }),
    destroy() {
      for (const client of opened) client.destroy();
    },
  };
  return clients;
}

async function isSameAccount(one: AwsClients, other: AwsClients): Promise<boolean> {
  if (one.region !== other.region || one.endpoint !== other.endpoint) return false;
  const [account, ofOther] = await Promise.all([readAccount(one), readAccount(other)]);
  return account === ofOther;
}
