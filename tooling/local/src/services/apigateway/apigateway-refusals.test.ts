import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
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
import {
  functionArn,
  integration,
  startTestApis,
  type TestApis,
} from './testing/start-test-apis.ts';

let apis: TestApis;
let ApiId: string | undefined;
beforeAll(async () => {
  apis = await startTestApis();
});
beforeEach(async () => {
  ApiId = await apis.reset();
});
afterAll(() => apis.stop());

const addIntegration = async () =>
  await apis.client.send(new CreateIntegrationCommand({ ApiId, ...integration }));
const addRoute = (RouteKey: string, more?: object) => apis.addRoute(ApiId, RouteKey, more);

describe('AWS refuses', () => {
  it.each([
    [
      'an unknown API',
      () => apis.client.send(new GetApiCommand({ ApiId: 'a' })),
      'NotFoundException',
      'Invalid API identifier specified 000000000000:a',
    ],
    [
      'an unknown route',
      () => apis.client.send(new GetRouteCommand({ ApiId, RouteId: 'a' })),
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
        apis.client.send(
          new CreateIntegrationCommand({ ApiId, ...integration, PayloadFormatVersion: undefined }),
        ),
      'BadRequestException',
      'PayloadFormatVersion is a required parameter',
    ],
    [
      'another name of a stage',
      () => apis.client.send(new CreateStageCommand({ ApiId, StageName: 'a b' })),
      'BadRequestException',
      'Invalid stage name',
    ],
    [
      'limits of a route that is not there',
      () =>
        apis.client.send(
          new CreateStageCommand({ ApiId, StageName: 'a', RouteSettings: { 'GET /a': {} } }),
        ),
      'NotFoundException',
      'Unable to find Route by key GET /a within the provided RouteSettings',
    ],
    [
      'a deployment without routes',
      () => apis.client.send(new CreateDeploymentCommand({ ApiId })),
      'BadRequestException',
      'At least one route is required',
    ],
    [
      'a timeout of more than 30 s',
      () =>
        apis.client.send(
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
    await expect(apis.client.send(remove)).rejects.toThrow("it is referenced by Route 'GET /x'");
    await apis.client.send(new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true }));
    const { Items = [] } = await apis.client.send(new GetDeploymentsCommand({ ApiId }));
    const { DeploymentId } = Items[0] ?? {};
    await expect(
      apis.client.send(new DeleteDeploymentCommand({ ApiId, DeploymentId })),
    ).rejects.toThrow('Active stages');
    await apis.client.send(new DeleteRouteCommand({ ApiId, RouteId }));
    await apis.client.send(remove);
    await apis.client.send(new DeleteApiCommand({ ApiId }));
    await expect(
      apis.client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId: 'a' })),
    ).rejects.toThrow('Invalid API identifier');
  });
});

describe('what is not there is refused by its name:', () => {
  it.each([
    [
      'WEBSOCKET',
      () => apis.client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'WEBSOCKET' })),
    ],
    [
      'Target',
      () =>
        apis.client.send(
          new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP', Target: functionArn }),
        ),
    ],
    [
      'HTTP_PROXY',
      () =>
        apis.client.send(new CreateIntegrationCommand({ ApiId, IntegrationType: 'HTTP_PROXY' })),
    ],
    [
      'RequestParameters',
      () =>
        apis.client.send(
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
