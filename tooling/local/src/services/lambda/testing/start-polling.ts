import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  LambdaClient,
  type CreateEventSourceMappingCommandInput,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { startTestQueues, type TestQueues } from '../../sqs/testing/start-test-queues.ts';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { patientTimeout, zipOf } from './start-lambda.ts';

export const workerRole = 'arn:aws:iam::000000000000:role/worker';

/** A local AWS that polls, with a role that may do everything with queues, and real functions. */
export interface Polling extends TestQueues {
  readonly lambda: LambdaClient;
  createFunction(
    name: string,
    code: string,
    input?: Partial<CreateFunctionCommandInput>,
  ): Promise<unknown>;
  map(
    queueUrl: string,
    input?: Partial<CreateEventSourceMappingCommandInput>,
  ): Promise<{ UUID?: string | undefined }>;
  /** Lets everything happen that is due now. */
  settle(): Promise<unknown>;
}

export async function startPolling(options: Partial<LocalAwsOptions> = {}): Promise<Polling> {
  const queues = await startTestQueues({ background: true, ...options });
  const lambda = new LambdaClient(queues.aws.client);
  if (options.stateDirectory === undefined) await createWorkerRole(queues, 'sqs:*');
  return {
    ...queues,
    lambda,
    createFunction: (FunctionName, code, input) =>
      lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Timeout: patientTimeout,
          Role: workerRole,
          Code: { ZipFile: zipOf(code) },
          ...input,
        }),
      ),
    map: async (url, input) =>
      lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName: 'worker',
          EventSourceArn: await queues.arnOf(url),
          ...input,
        }),
      ),
    settle: () => queues.advance(0),
    async stop() {
      lambda.destroy();
      await queues.stop();
    },
  };
}

/** @param action - all that it may do, and to everything */
export async function createWorkerRole({ aws }: TestQueues, action: string): Promise<void> {
  const iam = new IAMClient(aws.client);
  const RoleName = 'worker';
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } };
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ ...trust, Action: 'sts:AssumeRole' }],
  });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
  const policy = { RoleName, PolicyName: 'work', PolicyDocument };
  await iam.send(new PutRolePolicyCommand(policy));
  iam.destroy();
}

/**
 * A function that sends what it got to a queue, and then answers or fails.
 *
 * @param outcome - JavaScript, with `event` in it
 */
export const forwarding = (queueUrl: string, outcome = '') => `
const post = (body) => fetch(process.env.AWS_ENDPOINT_URL, {
  method: 'POST',
  headers: {
    authorization: 'AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20261120T120000Z',
    'x-amz-target': 'AmazonSQS.SendMessage',
    'content-type': 'application/x-amz-json-1.0',
  },
  body: JSON.stringify({ QueueUrl: ${JSON.stringify(queueUrl)}, MessageBody: JSON.stringify(body) }),
});
exports.handler = async (event) => {
  await post(event);
  ${outcome}
};`;
