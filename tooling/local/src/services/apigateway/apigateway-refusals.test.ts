import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteAuthorizerCommand,
  DeleteDeploymentCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  GetApiCommand,
  GetDeploymentsCommand,
  GetRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let client: ApiGatewayV2Client;
let ApiId: string | undefined;

beforeAll(async () => {
  aws = await startTestAws();
  client = new ApiGatewayV2Client(aws.client);
});
beforeEach(async () => {
  await aws.reset();
  ({ ApiId } = await client.send(new CreateApiCommand({ Name: 'it', ProtocolType: 'HTTP' })));
});
afterAll(async () => {
  client.destroy();
  await aws.stop();
});

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:predict:live';
const integration = {
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: functionArn,
  PayloadFormatVersion: '2.0',
} as const;
const addIntegration = async () =>
  await client.send(new CreateIntegrationCommand({ ApiId, ...integration }));
const addRoute = async (RouteKey: string, more: object = {}) =>
  await client.send(new CreateRouteCommand({ ApiId, RouteKey, ...more }));

describe('AWS refuses', () => {
  it.each([
    [
      'an unknown API',
      () => client.send(new GetApiCommand({ ApiId: 'a' })),
      'NotFoundException',
      'Invalid API identifier specified 000000000000:a',
    ],
    [
      'an unknown route',
      () => client.send(new GetRouteCommand({ ApiId, RouteId: 'a' })),
      'NotFoundException',
      'Invalid Route identifier specified a',
    ],
    [
      'a route key that is none',
      () => addRoute('FETCH /a'),
      'BadRequestException',
      'The provided route key is not formatted properly',
    ],
    [
      'what follows a greedy variable',
      () => addRoute('GET /{a+}/b'),
      'BadRequestException',
      'The provided route key is not formatted properly',
    ],
    [
      'a route to nothing',
      () => addRoute('GET /a', { Target: 'integrations/a' }),
      'BadRequestException',
      'Invalid integration specified',
    ],
    [
      'a route whose authorizer is none',
      () => addRoute('GET /a', { AuthorizationType: 'JWT' }),
      'BadRequestException',
      'Invalid authorizer ID specified',
    ],
    [
      'an integration without a format',
      () =>
        client.send(
          new CreateIntegrationCommand({ ApiId, ...integration, PayloadFormatVersion: undefined }),
        ),
      'BadRequestException',
      'PayloadFormatVersion is a required parameter',
    ],
    [
      'another name of a stage',
      () => client.send(new CreateStageCommand({ ApiId, StageName: 'a b' })),
      'BadRequestException',
      'Invalid stage name',
    ],
    [
      'limits of a route that is not there',
      () =>
        client.send(
          new CreateStageCommand({ ApiId, StageName: 'a', RouteSettings: { 'GET /a': {} } }),
        ),
      'NotFoundException',
      'Unable to find Route by key GET /a within the provided RouteSettings',
    ],
    [
      'a deployment without routes',
      () => client.send(new CreateDeploymentCommand({ ApiId })),
      'BadRequestException',
      'At least one route is required',
    ],
    [
      'a timeout of more than 30 s',
      () =>
        client.send(
          new CreateIntegrationCommand({ ApiId, ...integration, TimeoutInMillis: 30_001 }),
        ),
      'BadRequestException',
      'timeoutInMillis',
    ],
  ] as const)('%s', async (_what, send, name, message) => {
    await expect(send()).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('a second route of the same key', async () => {
    await addRoute('GET /x');
    await expect(addRoute('GET /x')).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Route with key GET /x already exists for this API',
    });
  });

  it('to delete what is in use', async () => {
    const { IntegrationId } = await addIntegration();
    const Target = `integrations/${String(IntegrationId)}`;
    const { RouteId } = await addRoute('GET /x', { Target });
    const remove = new DeleteIntegrationCommand({ ApiId, IntegrationId });
    await expect(client.send(remove)).rejects.toThrow("it is referenced by Route 'GET /x'");
    await client.send(new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true }));
    const { Items = [] } = await client.send(new GetDeploymentsCommand({ ApiId }));
    const { DeploymentId } = Items[0] ?? {};
    await expect(client.send(new DeleteDeploymentCommand({ ApiId, DeploymentId }))).rejects.toThrow(
      'Active stages',
    );
    await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
    await client.send(remove);
    await client.send(new DeleteApiCommand({ ApiId }));
    await expect(
      client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId: 'a' })),
    ).rejects.toThrow('Invalid API identifier');
  });
});

describe('what is not there is refused by its name:', () => {
  it.each([
    [
      'WEBSOCKET',
      () => client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'WEBSOCKET' })),
    ],
    [
      'Target',
      () =>
        client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP', Target: functionArn })),
    ],
    [
      'HTTP_PROXY',
      () => client.send(new CreateIntegrationCommand({ ApiId, IntegrationType: 'HTTP_PROXY' })),
    ],
    [
      'RequestParameters',
      () =>
        client.send(
          new CreateIntegrationCommand({ ApiId, ...integration, RequestParameters: { a: 'b' } }),
        ),
    ],
  ] as const)('%s', async (name, send) => {
    await expect(send()).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining(name),
    });
  });
});
