import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateScheduleCommand,
  SchedulerClient,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';
import { patientTimeout, zipOf } from '../../lambda/testing/start-lambda.ts';

export const accountId = '111111111111';
export const region = 'eu-central-1';
/** May be assumed by the scheduler and by Lambda, and may call every function. */
export const role = `arn:aws:iam::${accountId}:role/caller`;
/** Trusts Lambda alone. */
export const untrustingRole = `arn:aws:iam::${accountId}:role/worker`;
/** A function that logs what it gets, whether it was created or not. */
export const functionArn = `arn:aws:lambda:${region}:${accountId}:function:job`;

/** A local AWS whose schedules fire, and clients of it. */
export interface SchedulerLab {
  readonly aws: TestAws;
  readonly scheduler: SchedulerClient;
  /** Creates a schedule that is whole but for what is given. */
  create(input: Partial<CreateScheduleCommandInput>): Promise<string>;
  createFunction(): Promise<void>;
  stop(): Promise<void>;
}

/** What CreateSchedule needs besides an expression. */
export const newSchedule = {
  Name: 'monthly',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: functionArn, RoleArn: role },
} as const;

export async function startSchedulerLab(
  options: Partial<LocalAwsOptions> = {},
): Promise<SchedulerLab> {
  const aws = await startTestAws({ accountId, region, background: true, ...options });
  const scheduler = new SchedulerClient(aws.client);
  await createRoles(aws);
  return {
    aws,
    scheduler,
    async create(input) {
      const whole = { ScheduleExpression: 'rate(1 day)', ...newSchedule, ...input };
      const { ScheduleArn = '' } = await scheduler.send(new CreateScheduleCommand(whole));
      return ScheduleArn;
    },
    async createFunction() {
      const lambda = new LambdaClient(aws.client);
      const code = `exports.handler = async (event) => console.log('GOT ' + JSON.stringify(event));`;
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: 'job',
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Timeout: patientTimeout,
          Role: role,
          Code: { ZipFile: zipOf(code) },
        }),
      );
      lambda.destroy();
    },
    async stop() {
      scheduler.destroy();
      await aws.stop();
    },
  };
}

async function createRoles({ client }: TestAws): Promise<void> {
  const iam = new IAMClient(client);
  for (const [RoleName, Service] of [
    ['caller', ['scheduler.amazonaws.com', 'lambda.amazonaws.com']],
    ['worker', ['lambda.amazonaws.com']],
  ] as const) {
    const Statement = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  }
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'caller',
      PolicyName: 'call',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: ['lambda:InvokeFunction', 'sqs:SendMessage'],
          Resource: '*',
        },
      }),
    }),
  );
  iam.destroy();
}
