import type {
  Cors,
  CreateFunctionUrlConfigRequest,
  CreateFunctionUrlConfigResponse,
  DeleteFunctionUrlConfigRequest,
  GetFunctionUrlConfigRequest,
  GetFunctionUrlConfigResponse,
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse,
  UpdateFunctionUrlConfigRequest,
  UpdateFunctionUrlConfigResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import type { CorsRules } from '../../../web/cors.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { putUrl, removeUrl, type FunctionUrl } from '../document/function-url.ts';
import { own } from '../document/own.ts';
import { conflict, notFound } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { showFunctionUrl } from '../render/function-url-config.ts';
import { given, referenceOf, type LambdaWorld } from './lambda-world.ts';
import { pageOf } from './page-of.ts';

/** What is left out of the answers to writes is as recorded 2025-11-25. */
export const functionUrlOperations = (world: LambdaWorld) => ({
  async CreateFunctionUrlConfig(
    input: CreateFunctionUrlConfigRequest,
    context: RequestContext,
  ): Promise<CreateFunctionUrlConfigResponse> {
    const { name, qualifier = '' } = referenceOf(input, context);
    const url = newUrl(input, world);
    await world.store.change(name, (before) => {
      const document = withQualifier(before, qualifier);
      if (own(document.urls, qualifier) !== undefined) {
        throw conflict(
          `Failed to create function url config for [functionArn = ${functionArn(context, name, qualifier)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
        );
      }
      return { document: putUrl(document, qualifier, url), result: undefined };
    });
    const { LastModifiedTime: _, ...shown } = showFunctionUrl(url, { name, qualifier }, context);
    return asWritten<CreateFunctionUrlConfigResponse>(shown, url);
  },

  /** Whether the function is missing or its URL: the answer is the same. */
  async GetFunctionUrlConfig(
    input: GetFunctionUrlConfigRequest,
    context: RequestContext,
  ): Promise<GetFunctionUrlConfigResponse> {
    const { name, qualifier = '' } = referenceOf(input, context);
    const url = urlOf(world.store.get(name), qualifier);
    return showFunctionUrl(url, { name, qualifier }, context);
  },

  /** What it does not say stays; the rules of CORS are replaced as a whole. */
  async UpdateFunctionUrlConfig(
    input: UpdateFunctionUrlConfigRequest,
    context: RequestContext,
  ): Promise<UpdateFunctionUrlConfigResponse> {
    const { name, qualifier = '' } = referenceOf(input, context);
    const url = await world.store.change(name, (before) => {
      const document = withQualifier(before, qualifier);
      const result = changedUrl(urlOf(document, qualifier), input, world);
      return { document: putUrl(document, qualifier, result), result };
    });
    return asWritten(showFunctionUrl(url, { name, qualifier }, context), url);
  },

  async DeleteFunctionUrlConfig(
    input: DeleteFunctionUrlConfigRequest,
    context: RequestContext,
  ): Promise<object> {
    const { name, qualifier = '' } = referenceOf(input, context);
    await world.store.change(name, (before) => {
      urlOf(before, qualifier);
      return { document: before && removeUrl(before, qualifier), result: undefined };
    });
    return {};
  },

  async ListFunctionUrlConfigs(
    input: ListFunctionUrlConfigsRequest,
    context: RequestContext,
  ): Promise<ListFunctionUrlConfigsResponse> {
    const { name } = referenceOf(input, context);
    const document = world.store.get(name);
    if (document === undefined) throw noFunction();
    const qualifiers = Object.keys(document.urls ?? {}).sort();
    const { items, NextMarker } = pageOf(qualifiers, (qualifier) => `:${qualifier}`, input);
    return {
      FunctionUrlConfigs: items.map((qualifier) =>
        showFunctionUrl(urlOf(document, qualifier), { name, qualifier }, context),
      ),
      NextMarker,
    };
  },
});

function newUrl(input: CreateFunctionUrlConfigRequest, world: LambdaWorld): FunctionUrl {
  const { nowMs, newId } = world.moment();
  const invokeMode = input.InvokeMode;
  return {
    id: newId().replaceAll('-', '').toLowerCase(),
    authType: given(input.AuthType),
    ...(invokeMode !== undefined && { invokeMode }),
    ...(input.Cors && { cors: corsOf(input.Cors) }),
    createdAtMs: nowMs,
    lastModifiedMs: nowMs,
  };
}

function changedUrl(
  before: FunctionUrl,
  { AuthType, InvokeMode, Cors }: UpdateFunctionUrlConfigRequest,
  world: LambdaWorld,
): FunctionUrl {
  return {
    ...before,
    ...(AuthType !== undefined && { authType: AuthType }),
    ...(InvokeMode !== undefined && { invokeMode: InvokeMode }),
    ...(Cors && { cors: corsOf(Cors) }),
    lastModifiedMs: world.moment().nowMs,
  };
}

function corsOf(cors: Cors): CorsRules {
  return {
    allowCredentials: cors.AllowCredentials,
    allowHeaders: cors.AllowHeaders,
    allowMethods: cors.AllowMethods,
    allowOrigins: cors.AllowOrigins,
    exposeHeaders: cors.ExposeHeaders,
    maxAgeSeconds: cors.MaxAge,
  };
}

/** Writes do not tell a mode that nobody has asked for. */
function asWritten<Shown extends { InvokeMode?: unknown }>(
  shown: Shown,
  { invokeMode }: FunctionUrl,
): Shown {
  if (invokeMode !== undefined) return shown;
  const { InvokeMode: _, ...rest } = shown;
  return rest as Shown;
}

/** @throws AwsError 404 when there is no such function or alias. */
function withQualifier(document: FunctionDocument | undefined, qualifier: string) {
  if (document === undefined) throw noFunction();
  if (qualifier !== '' && own(document.aliases, qualifier) === undefined) throw noFunction();
  return document;
}

/** @throws AwsError 404 */
function urlOf(document: FunctionDocument | undefined, qualifier: string): FunctionUrl {
  const url = own(document?.urls, qualifier);
  if (url === undefined) throw notFound('The resource you requested does not exist.');
  return url;
}

function noFunction() {
  return notFound('Function does not exist');
}
