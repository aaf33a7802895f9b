import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateRouteCommand,
  type CreateRouteCommandOutput,
} from '@aws-sdk/client-apigatewayv2';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';

/** A local AWS, and a client of API Gateway: nothing is behind its APIs. */
export interface TestApis {
  readonly aws: TestAws;
  readonly client: ApiGatewayV2Client;
  /** Forgets all. @returns the id of a new API */
  reset(): Promise<string | undefined>;
  addRoute(
    ApiId: string | undefined,
    RouteKey: string,
    more?: object,
  ): Promise<CreateRouteCommandOutput>;
  stop(): Promise<void>;
}

export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:predict:live';
export const integration = {
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: functionArn,
  PayloadFormatVersion: '2.0',
} as const;

export async function startTestApis(): Promise<TestApis> {
  const aws = await startTestAws();
  const client = new ApiGatewayV2Client(aws.client);
  return {
    aws,
    client,
    async reset() {
      await aws.reset();
      return (await client.send(new CreateApiCommand({ Name: 'it', ProtocolType: 'HTTP' }))).ApiId;
    },
    addRoute: (ApiId, RouteKey, more = {}) =>
      client.send(new CreateRouteCommand({ ApiId, RouteKey, ...more })),
    async stop() {
      client.destroy();
      await aws.stop();
    },
  };
}
