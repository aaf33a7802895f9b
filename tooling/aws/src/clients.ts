import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { STSClient } from '@aws-sdk/client-sts';
import { limitRequests, type Clock } from './rate-limiter.ts';

export interface AwsTarget {
  readonly region: string;
  /** An address in place of AWS's own: the local AWS, or an emulator of the user's. */
  readonly endpoint?: string | undefined;
  /** Absent: the SDK's usual chain (environment, profiles, single sign-on, roles). */
  readonly credentials?:
    { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Whether to keep to AWS's quotas from the beginning; the local AWS counts only if it is told to. */
  readonly limited: boolean;
}

/** The clients in use. All but Lambda's are loaded when they are first needed: that takes time. */
export interface AwsClients {
  readonly region: string;
  readonly clock: Clock;
  /** Lambda's control plane. */
  readonly lambda: LambdaClient;
  /** Lambda's Invoke: outside of the quota, patient, and never repeated. */
  readonly invoker: LambdaClient;
  readonly cloudWatch: () => Promise<CloudWatchClient>;
  readonly iam: () => Promise<IAMClient>;
  readonly logs: () => Promise<CloudWatchLogsClient>;
  readonly sts: () => Promise<STSClient>;
  readonly tagging: () => Promise<ResourceGroupsTaggingAPIClient>;
  /** Closes connections. */
  destroy(): void;
}

// Twice the SDK's three, for what is throttled by neighbours in the same account. A request whose
// answer was lost is sent again, too: every write here is guarded, or harmless when repeated.
const maxAttempts = 6;

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

/** Makes the clients of one account and region. */
export function createAwsClients(target: AwsTarget, clock: Clock): AwsClients {
  const { region, endpoint, credentials, limited } = target;
  const configuration = {
    region,
    maxAttempts,
    requestHandler: timeouts,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
  const opened: { destroy(): void }[] = [];
  const opening = <Client extends { destroy(): void }>(client: Client): Client => {
    opened.push(client);
    return client;
  };
  const lambda = opening(new LambdaClient(configuration));
  const invoker = opening(new LambdaClient({ ...configuration, ...invocation }));
  limitRequests(lambda, clock, limited);
  return {
    region,
    clock,
    lambda,
    invoker,
    cloudWatch: once(async () => {
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      return opening(new CloudWatchClient(configuration));
    }),
    iam: once(async () => {
      const { IAMClient } = await import('@aws-sdk/client-iam');
      return opening(new IAMClient(configuration));
    }),
    logs: once(async () => {
      const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
      return opening(new CloudWatchLogsClient(configuration));
    }),
    sts: once(async () => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      return opening(new STSClient(configuration));
    }),
    tagging: once(async () => {
      const { ResourceGroupsTaggingAPIClient } =
        await import('@aws-sdk/client-resource-groups-tagging-api');
      return opening(new ResourceGroupsTaggingAPIClient(configuration));
    }),
    destroy() {
      for (const client of opened) client.destroy();
    },
  };
}
