import type { Cors, FunctionUrlConfig } from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import type { CorsRules } from '../../../web/cors.ts';
import { addressOf } from '../../../web/web-endpoint.ts';
import type { FunctionUrl } from '../document/function-url.ts';
import { functionArn } from '../names/function-arn.ts';

/** The times as Lambda writes them: `2026-11-29T12:00:00.000000000Z`. */
const time = (ms: number) => new Date(ms).toISOString().replace(/Z$/, '000000Z');

/** As GetFunctionUrlConfig and the list have it; the answers to writes leave some of it out. */
export function showFunctionUrl(
  url: FunctionUrl,
  { name, qualifier }: { readonly name: string; readonly qualifier: string },
  context: RequestContext,
): FunctionUrlConfig {
  return {
    FunctionUrl: `${addressOf('lambda-url', url.id, context)}/`,
    FunctionArn: functionArn(context, name, qualifier),
    AuthType: url.authType,
    ...(url.cors && { Cors: showCors(url.cors) }),
    CreationTime: time(url.createdAtMs),
    LastModifiedTime: time(url.lastModifiedMs),
    InvokeMode: url.invokeMode ?? 'BUFFERED',
  };
}

function showCors(cors: CorsRules): Cors {
  return {
    AllowCredentials: cors.allowCredentials,
    AllowHeaders: cors.allowHeaders && [...cors.allowHeaders],
    AllowMethods: cors.allowMethods && [...cors.allowMethods],
    AllowOrigins: cors.allowOrigins && [...cors.allowOrigins],
    ExposeHeaders: cors.exposeHeaders && [...cors.exposeHeaders],
    MaxAge: cors.maxAgeSeconds,
  };
}
