import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import * as sdk from '@aws-sdk/client-lambda';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';
import { zipOf } from '../testing/start-lambda.ts';
import type { Answer } from './matches-fact.ts';
import { exchange, type WireRequest } from './wire-exchange.ts';

export const accountId = '111111111111';
export const region = 'us-east-1';
export const functionName = 'fact-function';
export const role = `arn:aws:iam::${accountId}:role/lambda-role`;
/** A role that is there and that Lambda may not assume. */
export const untrustingRole = `arn:aws:iam::${accountId}:role/ec2-role`;

/** What a CreateFunction of the facts needs besides what it says. */
export const newFunction = {
  FunctionName: functionName,
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Role: role,
  Code: { ZipFile: zipOf() },
};

/** A whole local AWS, and the means to talk to it and to let its time pass. */
export interface FactLab {
  readonly url: string;
  /** Sends by the SDK's client and gives what came over the wire; errors are answers, too. */
  send(operation: string, input?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** The same, of a request that must succeed: the parsed body. */
  ok(
    operation: string,
    input?: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>>;
  /** Sends bytes that no client would. */
  post(path: string, body: Uint8Array<ArrayBuffer>): Promise<Answer>;
  /** Lets the time pass that a function takes to settle. */
  settle(): void;
  /** Back to where it started, for the next fact. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startFactLab(settleMs = 0): Promise<FactLab> {
  const aws = await startTestAws({ accountId, region, settleMs });
  await createRoles(aws);
  let last: Answer | undefined;
  const client = new sdk.LambdaClient({
    ...aws.client,
    requestHandler: {
      async handle(request: WireRequest) {
        const { answer, response } = await exchange(aws.url, request);
        last = answer;
        return { response };
      },
    },
  });

  const send: FactLab['send'] = async (operation, input = {}) => {
    last = undefined;
    const failure = await client.send(command(operation, input)).then(
      () => undefined,
      (error: unknown) => error,
    );
    const answer = last as Answer | undefined;
    if (answer === undefined) throw failure;
    const errorType = answer.headers['x-amzn-errortype'];
    const name = failure instanceof sdk.LambdaServiceException ? failure.name : undefined;
    if (name !== errorType) throw new Error(`${String(errorType)} reads as ${String(name)}`);
    return answer;
  };

  return {
    url: aws.url,
    send,
    async ok(operation, input) {
      const answer = await send(operation, input);
      if (answer.code !== undefined) throw new Error(`${operation}: ${String(answer.message)}`);
      return answer.body as Record<string, unknown>;
    },
    async post(path, body) {
      const headers = { ...signedLike, 'content-type': 'application/json' };
      const request = { method: 'POST', path, query: {}, headers, body };
      return (await exchange(aws.url, request)).answer;
    },
    settle() {
      aws.clock.nowMs += settleMs;
    },
    async reset() {
      await aws.reset();
      await createRoles(aws);
    },
    async stop() {
      client.destroy();
      await aws.stop();
    },
  };
}

/** The local AWS reads of a signature for which service and region it is, and no more. */
const signedLike = {
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260301/${region}/lambda/aws4_request, SignedHeaders=host, Signature=0`,
  'x-amz-date': '20260301T120000Z',
};

type AnyCommand = new (input: object) => Parameters<sdk.LambdaClient['send']>[0];

function command(operation: string, input: object) {
  const commands = sdk as unknown as Readonly<Record<string, AnyCommand | undefined>>;
  const Command = commands[`${operation}Command`];
  if (Command === undefined) throw new Error(`The SDK has no ${operation}`);
  return new Command(input);
}

async function createRoles({ client }: TestAws): Promise<void> {
  const iam = new IAMClient(client);
  for (const [RoleName, service] of [
    ['lambda-role', 'lambda'],
    ['ec2-role', 'ec2'],
  ]) {
    const Principal = { Service: `${String(service)}.amazonaws.com` };
    const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  }
  iam.destroy();
}
