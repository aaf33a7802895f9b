import type { Cors as ApiCors } from '@aws-sdk/client-apigatewayv2';
import type { Cors as UrlCors } from '@aws-sdk/client-lambda';
import type { HttpApiConfig } from '@tooling/core';

/** As it is declared, of function URLs as of HTTP APIs. */
type Declared = NonNullable<HttpApiConfig['cors']>;

/** What AWS has, in the words in which it is declared. */
export const fromCors = (cors: ApiCors | UrlCors): Declared => ({
  allowOrigins: cors.AllowOrigins,
  allowMethods: cors.AllowMethods,
  allowHeaders: cors.AllowHeaders,
  exposeHeaders: cors.ExposeHeaders,
  allowCredentials: cors.AllowCredentials,
  maxAge: cors.MaxAge,
});

/** What is declared, in AWS's words. */
export const toCors = (cors: Declared): ApiCors & UrlCors => ({
  AllowOrigins: cors.allowOrigins,
  AllowMethods: cors.allowMethods,
  AllowHeaders: cors.allowHeaders,
  ExposeHeaders: cors.exposeHeaders,
  AllowCredentials: cors.allowCredentials,
  MaxAge: cors.maxAge,
});
