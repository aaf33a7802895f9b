import type { Service } from '../../service.ts';
import type { WebEndpoint } from '../../web/web-endpoint.ts';
import model from '../../../models/apigatewayv2.json' with { type: 'json' };
import type { ApiStore } from './api-store.ts';
import { createHttpEndpoint } from './http/http-endpoint.ts';
import type { HttpWorld } from './http/http-world.ts';
import { apiMappingOperations } from './operations/api-mappings.ts';
import { apiOperations } from './operations/apis.ts';
import { authorizerOperations } from './operations/authorizers.ts';
import { deploymentOperations } from './operations/deployments.ts';
import { domainNameOperations } from './operations/domain-names.ts';
import { integrationOperations } from './operations/integrations.ts';
import { routeOperations } from './operations/routes.ts';
import { stageOperations } from './operations/stages.ts';
import { tagOperations } from './operations/tags.ts';

export interface ApiGatewayOptions extends Omit<HttpWorld, 'apis'> {
  readonly store: ApiStore;
}

/** The service, and what answers at the addresses of its APIs. */
export interface ApiGatewayParts {
  readonly service: Service;
  readonly http: WebEndpoint;
}

/** API Gateway, version 2: HTTP APIs whose integrations are functions. */
export function createApiGateway({ store, ...options }: ApiGatewayOptions): ApiGatewayParts {
  const world = { ...store, now: options.now, accountId: options.accountId };
  const service: Service = {
    name: 'apigateway',
    protocol: 'restJson1',
    loadClient: () => import('@aws-sdk/client-apigatewayv2'),
    constraints: model.operations,
    validationCode: 'BadRequestException',
    operations: {
      ...apiOperations(world),
      ...routeOperations(world),
      ...integrationOperations(world),
      ...authorizerOperations(world),
      ...stageOperations(world),
      ...deploymentOperations(world),
      ...domainNameOperations(world),
      ...apiMappingOperations(world),
      ...tagOperations(world),
    },
    refused: {
      CreateApi: ['CredentialsArn', 'DisableSchemaValidation', 'RouteKey', 'Target'],
      UpdateApi: ['CredentialsArn', 'DisableSchemaValidation', 'RouteKey', 'Target'],
      CreateRoute: webSocketRoute,
      UpdateRoute: webSocketRoute,
      CreateIntegration: otherIntegration,
      UpdateIntegration: otherIntegration,
      CreateAuthorizer: ['AuthorizerCredentialsArn', 'IdentityValidationExpression'],
      UpdateAuthorizer: ['AuthorizerCredentialsArn', 'IdentityValidationExpression'],
      CreateStage: ['ClientCertificateId'],
      UpdateStage: ['ClientCertificateId'],
      CreateDomainName: ['MutualTlsAuthentication', 'RoutingMode'],
      UpdateDomainName: ['MutualTlsAuthentication', 'RoutingMode'],
    },
    partly: {
      CreateApi:
        'HTTP APIs, no WebSocket APIs; no quick create (Target); http, no TLS: the address is ID.execute-api.REGION.localhost and the port of the local AWS',
      UpdateApi: 'as CreateApi',
      CreateIntegration:
        'AWS_PROXY to functions; no HTTP, no services, no VPC links, no mapping of parameters',
      UpdateIntegration: 'as CreateIntegration',
      CreateAuthorizer:
        'JWT: the issuer is asked at the first request, and only on this machine, else requests are answered 501. REQUEST: payload format 2.0 with simple responses; others are kept, and requests answered 501',
      UpdateAuthorizer: 'as CreateAuthorizer',
      CreateStage:
        'throttling by route is enforced, access logs are written; detailed metrics, data traces and logging levels are kept and shown',
      UpdateStage: 'as CreateStage',
      CreateDeployment: 'of automatic deployments only those are kept that a stage serves',
      CreateDomainName: 'kept and shown: no such name leads here',
      UpdateDomainName: 'as CreateDomainName',
      CreateApiMapping: 'kept and shown: no domain name leads here',
      UpdateApiMapping: 'as CreateApiMapping',
    },
  };
  return { service, http: createHttpEndpoint({ ...options, apis: store.apis }) };
}

const webSocketRoute = [
  'ApiKeyRequired',
  'ModelSelectionExpression',
  'RequestModels',
  'RequestParameters',
  'RouteResponseSelectionExpression',
];
const otherIntegration = [
  'ConnectionId',
  'ContentHandlingStrategy',
  'CredentialsArn',
  'IntegrationSubtype',
  'PassthroughBehavior',
  'RequestParameters',
  'RequestTemplates',
  'ResponseParameters',
  'TemplateSelectionExpression',
  'TlsConfig',
];
