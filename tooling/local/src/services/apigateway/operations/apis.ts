import type {
  Api,
  CreateApiRequest,
  DeleteApiRequest,
  DeleteCorsConfigurationRequest,
  GetApiRequest,
  GetApisRequest,
  GetApisResponse,
  UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { RequestContext } from '../../../service.ts';
import { addressOf } from '../../../web/web-endpoint.ts';
import type { ApiDocument, ApiSettings } from '../api-document.ts';
import { newId } from '../api-store.ts';
import { badRequest, missing } from '../apigateway-errors.ts';
import { changeApi, existingApi, type ApiWorld } from './api-world.ts';
import { page } from './page.ts';
import { pick } from './pick.ts';

export const apiOperations = (world: ApiWorld) => ({
  async CreateApi(input: CreateApiRequest, context: RequestContext): Promise<Api> {
    if (input.ProtocolType === 'WEBSOCKET') throw missing('ProtocolType WEBSOCKET');
    checkSettings(input);
    const id = newId(10);
    await world.apis.change(id, () => ({
      id,
      settings: pick(input, kept),
      tags: input.Tags ?? {},
      createdAtMs: world.now().getTime(),
      routes: {},
      integrations: {},
      authorizers: {},
      stages: {},
      deployments: {},
    }));
    return show(existingApi(world, id), context);
  },

  async GetApi({ ApiId }: GetApiRequest, context: RequestContext): Promise<Api> {
    return show(existingApi(world, ApiId), context);
  },

  async GetApis(input: GetApisRequest, context: RequestContext): Promise<GetApisResponse> {
    return page(
      world.apis.list().map(([, api]) => show(api, context)),
      input,
    );
  },

  /** What it does not say stays. */
  async UpdateApi(input: UpdateApiRequest, context: RequestContext): Promise<Api> {
    checkSettings(input);
    const api = await changeApi(world, input.ApiId, (before) => ({
      ...before,
      settings: { ...before.settings, ...pick(input, kept) },
    }));
    return show(api, context);
  },

  async DeleteApi({ ApiId }: DeleteApiRequest): Promise<object> {
    existingApi(world, ApiId);
    await world.apis.change(ApiId ?? '', () => undefined);
    return {};
  },

  async DeleteCorsConfiguration({ ApiId }: DeleteCorsConfigurationRequest): Promise<object> {
    await changeApi(world, ApiId, (before) => {
      const { CorsConfiguration: _, ...settings } = before.settings;
      return { ...before, settings };
    });
    return {};
  },
});

const kept = [
  'ApiKeySelectionExpression',
  'CorsConfiguration',
  'Description',
  'DisableExecuteApiEndpoint',
  'IpAddressType',
  'Name',
  'RouteSelectionExpression',
  'Version',
] as const satisfies readonly (keyof ApiSettings)[];

function show({ id, settings, tags, createdAtMs }: ApiDocument, context: RequestContext): Api {
  return {
    ApiEndpoint: addressOf('execute-api', id, context),
    ApiId: id,
    ApiKeySelectionExpression: '$request.header.x-api-key',
    CreatedDate: new Date(createdAtMs),
    DisableExecuteApiEndpoint: false,
    IpAddressType: 'ipv4',
    ...settings,
    Name: settings.Name,
    ProtocolType: 'HTTP',
    RouteSelectionExpression: '$request.method $request.path',
    Tags: { ...tags },
  };
}

function checkSettings(input: CreateApiRequest | UpdateApiRequest): void {
  const { Name, RouteSelectionExpression, CorsConfiguration } = input;
  if (Name !== undefined && (Name.length < 1 || Name.length > 128)) {
    throw badRequest('Invalid name specified: it has 1 to 128 characters');
  }
  const expression = '${request.method} ${request.path}';
  const known = [undefined, expression, expression.replaceAll(/[{}]/g, '')];
  if (!known.includes(RouteSelectionExpression)) {
    throw badRequest(
      'Invalid route selection expression specified: of HTTP APIs it is $request.method $request.path',
    );
  }
  const { AllowCredentials, AllowOrigins, AllowHeaders, AllowMethods } = CorsConfiguration ?? {};
  const isOpen = [AllowOrigins, AllowHeaders, AllowMethods].some((list) => list?.includes('*'));
  if (AllowCredentials === true && isOpen) {
    throw badRequest('Cors request header cannot be * if allow credentials is true');
  }
}
