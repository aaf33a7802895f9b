import type {
  Authorizer,
  CreateAuthorizerRequest,
  DeleteAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  GetAuthorizersResponse,
  UpdateAuthorizerRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { ApiDocument, AuthorizerDocument } from '../api-document.ts';
import { newId } from '../api-store.ts';
import { badRequest, conflict, notFound } from '../apigateway-errors.ts';
import { functionOfUri } from '../http/function-of-uri.ts';
import { changeRouting, existingApi, without, type ApiWorld } from './api-world.ts';
import { page } from './page.ts';
import { pick } from './pick.ts';

export const authorizerOperations = (world: ApiWorld) => ({
  async CreateAuthorizer(input: CreateAuthorizerRequest): Promise<Authorizer> {
    const { ApiId, AuthorizerType, IdentitySource, Name } = input;
    const id = newId(6);
    const authorizer = { ...pick(input, kept), AuthorizerType, IdentitySource, Name };
    checkAuthorizer(authorizer);
    await changeRouting(world, ApiId, (api) => ({
      authorizers: { ...api.authorizers, [id]: authorizer },
    }));
    return show(id, authorizer);
  },

  async GetAuthorizer({ ApiId, AuthorizerId = '' }: GetAuthorizerRequest): Promise<Authorizer> {
    return show(AuthorizerId, existing(existingApi(world, ApiId), AuthorizerId));
  },

  async GetAuthorizers(input: GetAuthorizersRequest): Promise<GetAuthorizersResponse> {
    const { authorizers } = existingApi(world, input.ApiId);
    return page(
      Object.entries(authorizers).map(([id, authorizer]) => show(id, authorizer)),
      input,
    );
  },

  async UpdateAuthorizer(input: UpdateAuthorizerRequest): Promise<Authorizer> {
    const { ApiId, AuthorizerId = '' } = input;
    await changeRouting(world, ApiId, (api) => {
      const before = existing(api, AuthorizerId);
      const authorizer = {
        ...before,
        ...pick(input, kept),
        AuthorizerType: input.AuthorizerType ?? before.AuthorizerType,
        IdentitySource: input.IdentitySource ?? before.IdentitySource,
        Name: input.Name ?? before.Name,
      };
      checkAuthorizer(authorizer);
      return { authorizers: { ...api.authorizers, [AuthorizerId]: authorizer } };
    });
    return show(AuthorizerId, existing(existingApi(world, ApiId), AuthorizerId));
  },

  async DeleteAuthorizer({ ApiId, AuthorizerId = '' }: DeleteAuthorizerRequest): Promise<object> {
    await changeRouting(world, ApiId, (api) => {
      existing(api, AuthorizerId);
      const route = Object.values(api.routes).find((one) => one.AuthorizerId === AuthorizerId);
      if (route !== undefined) {
        throw conflict(
          `Cannot delete authorizer '${AuthorizerId}', it is referenced by route: ${String(route.RouteKey)}`,
        );
      }
      return { authorizers: without(api.authorizers, AuthorizerId) };
    });
    return {};
  },
});

const kept = [
  'AuthorizerPayloadFormatVersion',
  'AuthorizerResultTtlInSeconds',
  'AuthorizerUri',
  'EnableSimpleResponses',
  'JwtConfiguration',
] as const satisfies readonly (keyof AuthorizerDocument)[];

function show(id: string, authorizer: AuthorizerDocument): Authorizer {
  return { ...authorizer, AuthorizerId: id };
}

/** @throws AwsError 404 */
function existing({ authorizers }: ApiDocument, id: string): AuthorizerDocument {
  const authorizer = Object.hasOwn(authorizers, id) ? authorizers[id] : undefined;
  if (authorizer !== undefined) return authorizer;
  throw notFound(`Invalid Authorizer identifier specified ${id}`, 'Authorizer');
}

function checkAuthorizer(authorizer: AuthorizerDocument): void {
  const { AuthorizerType, IdentitySource = [], JwtConfiguration } = authorizer;
  const expressions = AuthorizerType === 'JWT' ? jwtSource : requestSource;
  for (const source of IdentitySource) {
    if (!expressions.test(source)) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid source: ${source} specified for destination]`,
      );
    }
  }
  if (AuthorizerType === 'REQUEST') checkRequestAuthorizer(authorizer);
  else if (!URL.canParse(JwtConfiguration?.Issuer ?? '')) {
    throw badRequest(
      `Invalid issuer: ${JwtConfiguration?.Issuer ?? ''}. Issuer must be a valid URL`,
    );
  } else if ((JwtConfiguration?.Audience ?? []).length === 0) {
    throw badRequest('The audience of a JWT authorizer must have at least one value');
  }
}

function checkRequestAuthorizer(authorizer: AuthorizerDocument): void {
  const { AuthorizerUri = '', AuthorizerPayloadFormatVersion: format } = authorizer;
  if (functionOfUri(AuthorizerUri, {}) === undefined) {
    throw badRequest(`Invalid Authorizer URI: ${AuthorizerUri}`);
  }
  if (format !== '1.0' && format !== '2.0') {
    throw badRequest(
      'AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer',
    );
  }
}

const jwtSource = /^\$request\.(header|querystring)\.[\w-]+$/;
const requestSource =
  /^(\$request\.(header|querystring)\.[\w-]+|\$context\.\w+|\$stageVariables\.\w+)$/;
