import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  CreateDomainNameCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteCorsConfigurationCommand,
  DeleteRouteSettingsCommand,
  DeleteStageCommand,
  GetApiCommand,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizerCommand,
  GetDomainNameCommand,
  GetIntegrationCommand,
  GetRouteCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
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
const addRoute = async (RouteKey: string, more: object = {}) =>
  await client.send(new CreateRouteCommand({ ApiId, RouteKey, ...more }));

describe('what is written is read back:', () => {
  it('an API', async () => {
    const written = {
      Name: 'written',
      Description: 'of a test',
      Version: '1',
      DisableExecuteApiEndpoint: true,
      CorsConfiguration: { AllowOrigins: ['*'], AllowMethods: ['GET'], MaxAge: 3 },
    };
    const Tags = { 'lambda-deploy:service': 'a' };
    const created = await client.send(
      new CreateApiCommand({ ...written, ProtocolType: 'HTTP', Tags }),
    );
    const read = await client.send(new GetApiCommand({ ApiId: created.ApiId }));
    expect(read).toMatchObject({
      ...written,
      Tags,
      ApiId: created.ApiId,
      ApiEndpoint: `http://${String(created.ApiId)}.execute-api.us-east-1.localhost:${String(aws.port)}`,
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      CreatedDate: new Date(aws.clock.nowMs),
    });
    await client.send(new UpdateApiCommand({ ApiId: created.ApiId, Description: 'changed' }));
    await client.send(new DeleteCorsConfigurationCommand({ ApiId: created.ApiId }));
    const after = await client.send(new GetApiCommand({ ApiId: created.ApiId }));
    expect(after).toMatchObject({ Name: 'written', Description: 'changed', Version: '1' });
    expect(after).not.toHaveProperty('CorsConfiguration');
    expect((await client.send(new GetApisCommand({}))).Items).toHaveLength(2);
  });

  it('an integration and a route', async () => {
    const more = { Description: 'calls', TimeoutInMillis: 50 };
    const { IntegrationId } = await client.send(
      new CreateIntegrationCommand({ ApiId, ...integration, ...more }),
    );
    const read = await client.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
    expect(read).toMatchObject({ ...integration, ...more, ConnectionType: 'INTERNET' });
    const TimeoutInMillis = 29_000;
    await client.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, TimeoutInMillis }));
    const changed = await client.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
    expect(changed).toMatchObject({ ...integration, Description: 'calls', TimeoutInMillis });

    const Target = `integrations/${String(IntegrationId)}`;
    const { RouteId } = await addRoute('GET /a', { Target, OperationName: 'readA' });
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'AWS_IAM' }));
    expect(await client.send(new GetRouteCommand({ ApiId, RouteId }))).toMatchObject({
      RouteKey: 'GET /a',
      Target,
      OperationName: 'readA',
      AuthorizationType: 'AWS_IAM',
      ApiKeyRequired: false,
    });
  });

  it('an authorizer', async () => {
    const authorizer = {
      Name: 'tokens',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['us'] },
    } as const;
    const { AuthorizerId } = await client.send(
      new CreateAuthorizerCommand({
        ApiId,
        ...authorizer,
        IdentitySource: [...authorizer.IdentitySource],
        JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['us'] },
      }),
    );
    const read = await client.send(new GetAuthorizerCommand({ ApiId, AuthorizerId }));
    expect(read).toMatchObject(authorizer);
  });

  it('a stage', async () => {
    await addRoute('GET /a');
    const stage = {
      StageName: 'dev',
      AutoDeploy: true,
      Description: 'of a test',
      DefaultRouteSettings: { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 1.5 },
      RouteSettings: { 'GET /a': { ThrottlingBurstLimit: 2 } },
      StageVariables: { a: 'b' },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
        Format: '$context.requestId',
      },
    };
    await client.send(new CreateStageCommand({ ApiId, ...stage, Tags: { a: 'b' } }));
    const name = { ApiId, StageName: 'dev' };
    expect(await client.send(new GetStageCommand(name))).toMatchObject({
      ...stage,
      Tags: { a: 'b' },
      DeploymentId: expect.any(String),
    });
    await client.send(new DeleteRouteSettingsCommand({ ...name, RouteKey: 'GET /a' }));
    await client.send(new UpdateStageCommand({ ...name, Description: 'changed' }));
    expect(await client.send(new GetStageCommand(name))).toMatchObject({
      Description: 'changed',
      RouteSettings: {},
      StageVariables: { a: 'b' },
    });
    await client.send(new DeleteStageCommand(name));
    await expect(client.send(new GetStageCommand(name))).rejects.toThrow(
      'Invalid stage identifier specified',
    );
  });

  it('a domain name with a mapping', async () => {
    const DomainName = 'api.example.com';
    const CertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/a';
    await client.send(
      new CreateDomainNameCommand({ DomainName, DomainNameConfigurations: [{ CertificateArn }] }),
    );
    const read = await client.send(new GetDomainNameCommand({ DomainName }));
    expect(read.DomainNameConfigurations).toMatchObject([
      { CertificateArn, EndpointType: 'REGIONAL', DomainNameStatus: 'AVAILABLE' },
    ]);
    await client.send(new CreateStageCommand({ ApiId, StageName: '$default' }));
    const mapping = { DomainName, ApiId, Stage: '$default', ApiMappingKey: 'v1' };
    await client.send(new CreateApiMappingCommand(mapping));
    const { Items } = await client.send(new GetApiMappingsCommand({ DomainName }));
    expect(Items).toMatchObject([{ ApiId, Stage: '$default', ApiMappingKey: 'v1' }]);
    await expect(client.send(new CreateApiMappingCommand(mapping))).rejects.toThrow(
      'ApiMapping key already exists for this domain name',
    );
  });

  it('tags', async () => {
    const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${String(ApiId)}`;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ b: '2' });
    expect((await client.send(new GetApiCommand({ ApiId }))).Tags).toEqual({ b: '2' });
  });
});

it('gives lists page by page', async () => {
  for (const key of ['GET /a', 'GET /b', 'GET /c']) await addRoute(key);
  const MaxResults = '2';
  const first = await client.send(new GetRoutesCommand({ ApiId, MaxResults }));
  const { NextToken } = first;
  const second = await client.send(new GetRoutesCommand({ ApiId, MaxResults, NextToken }));
  expect([first.Items?.length, second.Items?.length]).toEqual([2, 1]);
  expect(second).not.toHaveProperty('NextToken');
});
