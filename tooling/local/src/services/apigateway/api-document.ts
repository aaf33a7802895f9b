import type {
  CreateAuthorizerRequest,
  CreateDomainNameRequest,
  CreateIntegrationRequest,
  CreateRouteRequest,
  CreateStageRequest,
  UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';

/** What is kept of a request: AWS's own words, since all that is done with them is to show them. */
export type ApiSettings = Omit<
  UpdateApiRequest,
  'ApiId' | 'CredentialsArn' | 'RouteKey' | 'Target'
>;
export type RouteDocument = Omit<CreateRouteRequest, 'ApiId'>;
export type IntegrationDocument = Omit<CreateIntegrationRequest, 'ApiId'>;
export type AuthorizerDocument = Omit<CreateAuthorizerRequest, 'ApiId'>;

export interface StageDocument {
  readonly settings: Omit<CreateStageRequest, 'ApiId' | 'StageName' | 'Tags'>;
  readonly tags: Tags;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What a stage serves: frozen by a deployment. */
export interface Routing {
  /** By id. */
  readonly routes: Readonly<Record<string, RouteDocument>>;
  readonly integrations: Readonly<Record<string, IntegrationDocument>>;
  readonly authorizers: Readonly<Record<string, AuthorizerDocument>>;
}

export interface DeploymentDocument {
  readonly routing: Routing;
  readonly description?: string | undefined;
  readonly createdAtMs: number;
  readonly isAutomatic: boolean;
}

export type Tags = Readonly<Record<string, string>>;

/** An HTTP API with all that belongs to it. */
export interface ApiDocument extends Routing {
  readonly id: string;
  readonly settings: ApiSettings;
  readonly tags: Tags;
  readonly createdAtMs: number;
  /** By name. */
  readonly stages: Readonly<Record<string, StageDocument>>;
  readonly deployments: Readonly<Record<string, DeploymentDocument>>;
}

export interface MappingDocument {
  readonly apiId: string;
  readonly stage: string;
  readonly key?: string | undefined;
}

/** A domain name, which is kept and shown: no name leads to the local AWS but those under localhost. */
export interface DomainNameDocument {
  readonly settings: Omit<CreateDomainNameRequest, 'DomainName' | 'Tags'>;
  readonly tags: Tags;
  readonly mappings: Readonly<Record<string, MappingDocument>>;
}
