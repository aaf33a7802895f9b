import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { Trigger } from '@tooling/core';
import type { LocalAwsOptions } from '@tooling/local';
import { createWorkspace, lambdaManifest, type TestWorkspace } from './create-workspace.ts';
import { runLambda, type Ran } from './run-lambda.ts';
import { startStage, type TestStage } from './stage.ts';

/** A workspace with one lambda, `hello`, that logs its events, and a local AWS in which things fire. */
export interface TriggerLab extends AsyncDisposable {
  readonly workspace: TestWorkspace;
  readonly stage: TestStage;
  readonly clients: {
    readonly api: ApiGatewayV2Client;
    readonly events: EventBridgeClient;
    readonly s3: S3Client;
    readonly scheduler: SchedulerClient;
    readonly sns: SNSClient;
    readonly sqs: SQSClient;
  };
  /** Deploys the lambda with these triggers. */
  deploy(triggers: readonly Trigger[], more?: object, args?: readonly string[]): Promise<Ran>;
  plan(triggers: readonly Trigger[], more?: object): Promise<Ran>;
  /** What the function was given so far, once all that is under way is over. */
  readEvents(): Promise<readonly unknown[]>;
  /** Lets time pass, with all that happens in it. */
  pass(seconds: number): Promise<void>;
  /** Asks at a host name of the local AWS. */
  ask(url: string, method?: string): Promise<{ readonly status: number; readonly body: string }>;
}

const handler = `exports.handler = async (event) => {
  console.log('event ' + JSON.stringify(event));
  return { statusCode: 200, body: 'hello' };
};
`;

export const hello = 'arn:aws:lambda:us-east-1:000000000000:function:hello:live';

export async function startTriggerLab(
  options: Pick<LocalAwsOptions, 'now'> = {},
): Promise<TriggerLab> {
  const workspace = await createWorkspace({
    'lambdas/hello/package.json': lambdaManifest('hello').replace('"type":"module",', ''),
    'lambdas/hello/index.js': handler,
  });
  const stage = await startStage({ background: true, ...options });
  const { aws } = stage;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const configuration = { endpoint: aws.url, region: aws.region, credentials };
  const clients = {
    api: new ApiGatewayV2Client(configuration),
    events: new EventBridgeClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    scheduler: new SchedulerClient(configuration),
    sns: new SNSClient(configuration),
    sqs: new SQSClient(configuration),
  };
  const logs = new CloudWatchLogsClient(configuration);
  const pass = async (advanceSeconds: number) => {
    await aws.setClock({ advanceSeconds });
  };
  const run = async (
    command: string,
    triggers: readonly Trigger[],
    more: object = {},
    args: readonly string[] = [],
  ) => {
    const config = JSON.stringify({ triggers, ...more });
    await workspace.write({ 'lambdas/hello/lambda.config.ts': `export default ${config};\n` });
    return runLambda([command, ...args], { cwd: workspace.root, env: stage.env });
  };
  return {
    workspace,
    stage,
    clients,
    pass,
    deploy: (triggers, more, args) => run('deploy', triggers, more, args),
    plan: (triggers, more) => run('plan', triggers, more),
    async readEvents() {
      await pass(0);
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: '/aws/lambda/hello' }),
      );
      return events.flatMap(({ message = '' }) => {
        const found = /\bevent (\{.*\})\s*$/s.exec(message)?.[1];
        return found === undefined ? [] : [JSON.parse(found) as unknown];
      });
    },
    async ask(url, method = 'GET') {
      const { host, pathname, search } = new URL(url);
      const asking = request({
        host: '127.0.0.1',
        port: aws.port,
        path: pathname + search,
        method,
        headers: { host },
      });
      const answered = Promise.withResolvers<{ status: number; body: string }>();
      asking.on('error', answered.reject);
      asking.on('response', (response) => {
        void text(response).then((body) => {
          answered.resolve({ status: response.statusCode ?? 0, body });
        }, answered.reject);
      });
      asking.end();
      return answered.promise;
    },
    async [Symbol.asyncDispose]() {
      for (const client of [...Object.values(clients), logs]) client.destroy();
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}
