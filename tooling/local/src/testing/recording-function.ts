import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { patientTimeout, zipOf } from '../services/lambda/testing/start-lambda.ts';
import type { TestAws } from './start-test-aws.ts';

/** A real function that writes what it is called with into its log. */
export interface RecordingFunction {
  readonly arn: string;
  /** Lets a service call it for one of its resources. */
  allow(principal: string, sourceArn: string): Promise<void>;
  /** What it was called with until now, in that order. */
  received(): Promise<unknown[]>;
  stop(): void;
}

export async function createRecordingFunction(
  aws: TestAws,
  FunctionName: string,
  more: Partial<CreateFunctionCommandInput> = {},
): Promise<RecordingFunction> {
  const clients = {
    iam: new IAMClient(aws.client),
    lambda: new LambdaClient(aws.client),
    logs: new CloudWatchLogsClient(aws.client),
  };
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({
      RoleName: FunctionName,
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  const { FunctionArn = '' } = await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: patientTimeout,
      Role: Role?.Arn,
      Code: {
        ZipFile: zipOf(
          `exports.handler = async (e) => console.log('${mark}' + JSON.stringify(e));`,
        ),
      },
      ...more,
    }),
  );
  let permissions = 0;
  return {
    arn: FunctionArn,
    async allow(Principal, SourceArn) {
      await clients.lambda.send(
        new AddPermissionCommand({
          FunctionName,
          StatementId: `allow-${(permissions += 1)}`,
          Action: 'lambda:InvokeFunction',
          Principal,
          SourceArn,
        }),
      );
    },
    async received() {
      // All that is under way has ended when the clock was moved.
      await aws.setClock({ advanceSeconds: 1 });
      const logGroupName = `/aws/lambda/${FunctionName}`;
      try {
        const { events = [] } = await clients.logs.send(
          new FilterLogEventsCommand({ logGroupName }),
        );
        return events.flatMap(({ message = '' }): unknown[] => {
          const [, json] = message.split(mark);
          return json === undefined ? [] : [JSON.parse(json)];
        });
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return [];
        throw error;
      }
    },
    stop() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** Of its lines in the log. */
const mark = 'received: ';
