import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  CreateDomainNameCommand,
  CreateIntegrationCommand,
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
import { integration, startTestApis, type TestApis } from './testing/start-test-apis.ts';

let apis: TestApis;
let ApiId: string | undefined;
beforeAll(async () => {
  apis = await startTestApis();
});
beforeEach(async () => {
  ApiId = await apis.reset();
});
afterAll(() => apis.stop());

const addRoute = (RouteKey: string, more?: object) => apis.addRoute(ApiId, RouteKey, more);

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
    const created = await apis.client.send(
      new CreateApiCommand({ ...written, ProtocolType: 'HTTP', Tags }),
    );
    const read = await apis.client.send(new GetApiCommand({ ApiId: created.ApiId }));
    expect(read).toMatchObject({
      ...written,
      Tags,
      ApiId: created.ApiId,
      ApiEndpoint: `http://${String(created.ApiId)}.execute-api.us-east-1.localhost:${String(apis.aws.port)}`,
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      CreatedDate: new Date(apis.aws.clock.nowMs),
    });
    await apis.client.send(new UpdateApiCommand({ ApiId: created.ApiId, Description: 'changed' }));
    await apis.client.send(new DeleteCorsConfigurationCommand({ ApiId: created.ApiId }));
    const after = await apis.client.send(new GetApiCommand({ ApiId: created.ApiId }));
    expect(after).toMatchObject({ Name: 'written', Description: 'changed', Version: '1' });
    expect(after).not.toHaveProperty('CorsConfiguration');
    expect((await apis.client.send(new GetApisCommand({}))).Items).toHaveLength(2);
  });

  it('an integration and a route', async () => {
    const more = { Description: 'calls', TimeoutInMillis: 50 };
    const { IntegrationId } = await apis.client.send(
      new CreateIntegrationCommand({ ApiId, ...integration, ...more }),
    );
    const read = await apis.client.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
    expect(read).toMatchObject({ ...integration, ...more, ConnectionType: 'INTERNET' });
    const TimeoutInMillis = 29_000;
    await apis.client.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, TimeoutInMillis }));
    const changed = await apis.client.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
    expect(changed).toMatchObject({ ...integration, Description: 'calls', TimeoutInMillis });

    const Target = `integrations/${String(IntegrationId)}`;
    const { RouteId } = await addRoute('GET /a', { Target, OperationName: 'readA' });
    await apis.client.send(
      new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'AWS_IAM' }),
    );
    expect(await apis.client.send(new GetRouteCommand({ ApiId, RouteId }))).toMatchObject({
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
    const { AuthorizerId } = await apis.client.send(
      new CreateAuthorizerCommand({
        ApiId,
        ...authorizer,
        IdentitySource: [...authorizer.IdentitySource],
        JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['us'] },
      }),
    );
    const read = await apis.client.send(new GetAuthorizerCommand({ ApiId, AuthorizerId }));
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
    await apis.client.send(new CreateStageCommand({ ApiId, ...stage, Tags: { a: 'b' } }));
    const name = { ApiId, StageName: 'dev' };
    expect(await apis.client.send(new GetStageCommand(name))).toMatchObject({
      ...stage,
      Tags: { a: 'b' },
      DeploymentId: expect.any(String),
    });
    await apis.client.send(new DeleteRouteSettingsCommand({ ...name, RouteKey: 'GET /a' }));
    await apis.client.send(new UpdateStageCommand({ ...name, Description: 'changed' }));
    expect(await apis.client.send(new GetStageCommand(name))).toMatchObject({
      Description: 'changed',
      RouteSettings: {},
      StageVariables: { a: 'b' },
    });
    await apis.client.send(new DeleteStageCommand(name));
    await expect(apis.client.send(new GetStageCommand(name))).rejects.toThrow(
      'Invalid stage identifier specified',
    );
  });

  it('a domain name with a mapping', async () => {
    const DomainName = 'api.example.com';
    const CertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/a';
    await apis.client.send(
      new CreateDomainNameCommand({ DomainName, DomainNameConfigurations: [{ CertificateArn }] }),
    );
    const read = await apis.client.send(new GetDomainNameCommand({ DomainName }));
    expect(read.DomainNameConfigurations).toMatchObject([
      { CertificateArn, EndpointType: 'REGIONAL', DomainNameStatus: 'AVAILABLE' },
    ]);
    await apis.client.send(new CreateStageCommand({ ApiId, StageName: '$default' }));
    const mapping = { DomainName, ApiId, Stage: '$default', ApiMappingKey: 'v1' };
    await apis.client.send(new CreateApiMappingCommand(mapping));
    const { Items } = await apis.client.send(new GetApiMappingsCommand({ DomainName }));
    expect(Items).toMatchObject([{ ApiId, Stage: '$default', ApiMappingKey: 'v1' }]);
    await expect(apis.client.send(new CreateApiMappingCommand(mapping))).rejects.toThrow(
      'ApiMapping key already exists for this domain name',
    );
  });

  it('tags', async () => {
    const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${String(ApiId)}`;
    await apis.client.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await apis.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    expect((await apis.client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ b: '2' });
    expect((await apis.client.send(new GetApiCommand({ ApiId }))).Tags).toEqual({ b: '2' });
  });
});

it('gives lists page by page', async () => {
  for (const key of ['GET /a', 'GET /b', 'GET /c']) await addRoute(key);
  const MaxResults = '2';
  const first = await apis.client.send(new GetRoutesCommand({ ApiId, MaxResults }));
  const { NextToken } = first;
  const second = await apis.client.send(new GetRoutesCommand({ ApiId, MaxResults, NextToken }));
  expect([first.Items?.length, second.Items?.length]).toEqual([2, 1]);
  expect(second).not.toHaveProperty('NextToken');
});
