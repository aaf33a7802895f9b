import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
  type CreateFunctionUrlConfigRequest,
} from '@aws-sdk/client-lambda';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';
import { patientTimeout, zipOf } from './start-lambda.ts';

const mayUse = { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' };
const mayInvoke = { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true };

/** The two permissions that a URL without authorisation needs. */
export const urlPermissions = { mayUse, mayInvoke, both: [mayUse, mayInvoke] };

/** A local AWS with a role, and a function `web` with a URL as each test wants it. */
export interface UrlLab {
  readonly aws: TestAws;
  readonly lambda: LambdaClient;
  /** @returns the address; both permissions are given unless it is said which. */
  deploy(
    code: string,
    url?: Partial<CreateFunctionUrlConfigRequest>,
    permissions?: readonly object[],
  ): Promise<string>;
  allow(permissions: readonly object[], qualifier?: string): Promise<void>;
  /** As new, for the next test. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startUrlLab(): Promise<UrlLab> {
  const aws = await startTestAws();
  const lambda = new LambdaClient(aws.client);
  const FunctionName = 'web';
  let Role: string | undefined;
  const allow: UrlLab['allow'] = async (permissions, Qualifier) => {
    for (const [index, permission] of permissions.entries()) {
      const StatementId = `url-${String(index)}`;
      const statement = { FunctionName, StatementId, Principal: '*', Qualifier };
      await lambda.send(new AddPermissionCommand({ ...statement, ...permission } as never));
    }
  };
  return {
    aws,
    lambda,
    allow,
    async deploy(code, url = {}, permissions = urlPermissions.both) {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Timeout: patientTimeout,
          Code: { ZipFile: zipOf(code) },
          Publish: true,
        }),
      );
      const { FunctionUrl = '' } = await lambda.send(
        new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...url }),
      );
      await allow(permissions);
      return FunctionUrl;
    },
    async reset() {
      await aws.reset();
      Role = await createRole(aws);
    },
    async stop() {
      lambda.destroy();
      await aws.stop();
    },
  };
}

/** A role that Lambda may assume. @returns its ARN */
export async function createRole({ client }: TestAws): Promise<string | undefined> {
  const iam = new IAMClient(client);
  const Statement = [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const role = { RoleName: 'runs', AssumeRolePolicyDocument };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  iam.destroy();
  return Role?.Arn;
}
