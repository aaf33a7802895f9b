import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  type CreateApiRequest,
  type CreateIntegrationRequest,
  type CreateRouteRequest,
  type CreateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';
import { patientTimeout, zipOf } from '../../lambda/testing/start-lambda.ts';
import { createRole } from '../../lambda/testing/start-url-lab.ts';

/** An API and what tests need of it. */
export interface TestApi {
  readonly ApiId: string;
  readonly ApiEndpoint: string;
}

/** A local AWS with means to make functions and HTTP APIs. */
export interface ApiLab {
  readonly aws: TestAws;
  readonly api: ApiGatewayV2Client;
  readonly lambda: LambdaClient;
  /** @returns the ARN; API Gateway may call it unless it is said otherwise. */
  createFunction(name: string, code: string, sourceArn?: string | null): Promise<string>;
  createApi(settings?: Partial<CreateApiRequest>): Promise<TestApi>;
  /** A route to a function, with an integration of its own. */
  addRoute(
    ApiId: string,
    RouteKey: string,
    functionArn: string,
    more?: Partial<CreateRouteRequest>,
    integration?: Partial<CreateIntegrationRequest>,
  ): Promise<string>;
  addStage(ApiId: string, StageName?: string, more?: Partial<CreateStageRequest>): Promise<void>;
  /** As new, for the next test. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startApiLab(): Promise<ApiLab> {
  const aws = await startTestAws();
  const api = new ApiGatewayV2Client(aws.client);
  const lambda = new LambdaClient(aws.client);
  let Role: string | undefined;
  return {
    aws,
    api,
    lambda,
    async createFunction(FunctionName, code, sourceArn) {
      const { FunctionArn = '' } = await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Timeout: patientTimeout,
          Code: { ZipFile: zipOf(code) },
        }),
      );
      if (sourceArn === null) return FunctionArn;
      const Principal = 'apigateway.amazonaws.com';
      const statement = { FunctionName, StatementId: 'api', Action: 'lambda:InvokeFunction' };
      const SourceArn = sourceArn;
      await lambda.send(new AddPermissionCommand({ ...statement, Principal, SourceArn }));
      return FunctionArn;
    },
    async createApi(settings = {}) {
      const { ApiId = '', ApiEndpoint = '' } = await api.send(
        new CreateApiCommand({ Name: 'an-api', ProtocolType: 'HTTP', ...settings }),
      );
      return { ApiId, ApiEndpoint };
    },
    async addRoute(ApiId, RouteKey, IntegrationUri, more = {}, integration = {}) {
      const { IntegrationId = '' } = await api.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType: 'AWS_PROXY',
          IntegrationUri,
          PayloadFormatVersion: '2.0',
          ...integration,
        }),
      );
      const Target = `integrations/${IntegrationId}`;
      await api.send(new CreateRouteCommand({ ApiId, RouteKey, Target, ...more }));
      return IntegrationId;
    },
    async addStage(ApiId, StageName = '$default', more = {}) {
      await api.send(new CreateStageCommand({ ApiId, StageName, AutoDeploy: true, ...more }));
    },
    async reset() {
      await aws.reset();
      Role = await createRole(aws);
    },
    async stop() {
      api.destroy();
      lambda.destroy();
      await aws.stop();
    },
  };
}
