import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListFunctionsCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { patientTimeout, zipOf } from '../../services/lambda/testing/start-lambda.ts';
import { startTestAws } from '../../testing/start-test-aws.ts';

export type FaultLab = Awaited<ReturnType<typeof startFaultLab>>;

/** A local AWS with a role, whose functions take a second to settle, and what tests say to it. */
export async function startFaultLab() {
  const aws = await startTestAws({ settleMs: 1000 });
  const lambda = new LambdaClient(aws.client);
  const iam = new IAMClient(aws.client);
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));

  function settle(): void {
    aws.clock.nowMs += 1000;
  }

  return {
    aws,
    lambda,
    iam,
    settle,
    /** Creates a function and lets it settle. */
    async create(name = 'f'): Promise<void> {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Timeout: patientTimeout,
          Role: 'arn:aws:iam::000000000000:role/r',
          Code: { ZipFile: zipOf() },
        }),
      );
      settle();
    },
    list: () => lambda.send(new ListFunctionsCommand({})),
    read: (FunctionName = 'f') =>
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
    configure: (Timeout: number, FunctionName = 'f', RevisionId?: string) =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout, RevisionId })),
    publish: (RevisionId?: string) =>
      lambda.send(new PublishVersionCommand({ FunctionName: 'f', RevisionId })),
    async stop(): Promise<void> {
      lambda.destroy();
      iam.destroy();
      await aws.stop();
    },
  };
}
