import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  type CreateRoleCommandInput,
} from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { zipOf } from '../../services/lambda/testing/start-lambda.ts';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

export const account = '000000000000';
export const functionArn = `arn:aws:lambda:us-east-1:${account}:function:predict`;
export const sub = 'repo:owner/name:environment:prod';
export const claims = { aud: 'sts.amazonaws.com', sub };

const host = 'token.actions.githubusercontent.com';
const providerArn = `arn:aws:iam::${account}:oidc-provider/${host}`;

export const policy = (...Statement: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

export const allow = (
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
) => ({ Effect: 'Allow', Action, Resource });

/** Whose tokens of that provider get the role. */
export const trust = (Condition: object = { StringEquals: { [`${host}:sub`]: sub } }) =>
  policy({
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition,
  });

/** What an SDK client of a session needs. */
export type SessionConfig = Omit<TestAws['client'], 'credentials'> & {
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
};

/** A local AWS that enforces IAM and knows GitHub's tokens, and its root user. */
export interface RoleLab {
  readonly aws: TestAws;
  readonly iam: IAMClient;
  /** A role of a pipeline: its ARN. */
  makeRole(allowed: readonly object[], more?: Partial<CreateRoleCommandInput>): Promise<string>;
  /** A token as a job of GitHub gets it. */
  tokenFor(body: object): Promise<string>;
  assume(roleArn: string, token: string, more?: object): Promise<SessionConfig>;
  /** All three of them. */
  asDeployer(allowed: readonly object[]): Promise<SessionConfig>;
  /** The function `predict`, and its role `worker`. */
  createFunction(tags?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

export async function startRoleLab(): Promise<RoleLab> {
  const aws = await startTestAws({ enforceIam: true });
  const iam = new IAMClient(aws.client);
  const ClientIDList = ['sts.amazonaws.com'];
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url: `https://${host}`, ClientIDList }));
  const lab: RoleLab = {
    aws,
    iam,
    async makeRole(allowed, more = {}) {
      const RoleName = 'Deployer';
      const { Role } = await iam.send(
        new CreateRoleCommand({
          RoleName,
          Path: '/pipeline/',
          AssumeRolePolicyDocument: trust(),
          ...more,
        }),
      );
      const PolicyDocument = policy(...allowed);
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'deploy', PolicyDocument }));
      return Role?.Arn ?? '';
    },
    async tokenFor(body) {
      const request = { method: 'POST', body: JSON.stringify(body) };
      const answer = await fetch(`${aws.url}/_local/oidc-token`, request);
      return ((await answer.json()) as { readonly value: string }).value;
    },
    async assume(RoleArn, WebIdentityToken, more = {}) {
      const sts = new STSClient(aws.client);
      const input = { RoleArn, RoleSessionName: 'run-7', WebIdentityToken, ...more };
      const { Credentials } = await sts.send(new AssumeRoleWithWebIdentityCommand(input));
      const {
        AccessKeyId: accessKeyId = '',
        SecretAccessKey: secretAccessKey = '',
        SessionToken: sessionToken = '',
      } = Credentials ?? {};
      return { ...aws.client, credentials: { accessKeyId, secretAccessKey, sessionToken } };
    },
    async asDeployer(allowed) {
      return lab.assume(await lab.makeRole(allowed), await lab.tokenFor(claims));
    },
    async createFunction(Tags = {}) {
      const AssumeRolePolicyDocument = policy({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      });
      const { Role } = await iam.send(
        new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument }),
      );
      await new LambdaClient(aws.client).send(newFunction(Role?.Arn, Tags));
    },
    async stop() {
      iam.destroy();
      await aws.stop();
    },
  };
  return lab;
}

export const newFunction = (Role: string | undefined, Tags: Record<string, string> = {}) =>
  new CreateFunctionCommand({
    FunctionName: 'predict',
    Role,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: zipOf() },
    Tags,
  });
