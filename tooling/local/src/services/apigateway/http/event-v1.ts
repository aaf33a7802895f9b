import type { WireResponse } from '../../../protocols/wire.ts';
import { cookiesOf, eventHeaders } from '../../../web/event-headers.ts';
import { eventBody } from '../../../web/event-body.ts';
import { eventTime } from '../../../web/event-time.ts';
import type { EventSurroundings } from '../../../web/event-v2.ts';
import { responseOf } from '../../../web/function-response.ts';
import { headerOf, queryOf, type WebRequest } from '../../../web/web-request.ts';

/**
 * The event of an HTTP API in payload format 1.0: of headers and parameters that come twice the last
 * one, and all of them beside.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV1(request: WebRequest, around: EventSurroundings): object {
  const { routeKey, stage, nowMs, path } = around;
  const resource = routeKey === '$default' ? routeKey : routeKey.slice(routeKey.indexOf(' ') + 1);
  const cookie = cookiesOf(request).join('; ');
  const headers = { ...eventHeaders(request, nowMs), ...(cookie !== '' && { cookie }) };
  const query = queryOf(request);
  const { body, isBase64Encoded } = eventBody(request);
  return {
    version: '1.0',
    resource,
    path,
    httpMethod: request.method,
    headers: lastOfEach(request, headers),
    multiValueHeaders: allOfEach(request, headers),
    queryStringParameters: orNull(Object.fromEntries(query)),
    multiValueQueryStringParameters: orNull(grouped(query)),
    requestContext: {
      accountId: around.accountId,
      apiId: request.id,
      ...(around.authorizer && { authorizer: around.authorizer }),
      domainName: request.host,
      domainPrefix: request.id,
      extendedRequestId: request.requestId,
      httpMethod: request.method,
      identity: { ...nobody, ...identityOf(request) },
      path,
      protocol: request.protocol,
      requestId: request.requestId,
      requestTime: eventTime(nowMs),
      requestTimeEpoch: nowMs,
      resourceId: routeKey,
      resourcePath: resource,
      stage,
    },
    pathParameters: around.pathParameters ?? null,
    stageVariables: around.stageVariables ?? null,
    body: body ?? null,
    isBase64Encoded,
  };
}

/** Format 1.0 takes answers with a status only, and several values of a header. */
export function responseV1(payload: Uint8Array): WireResponse | undefined {
  const answer = JSON.parse(Buffer.from(payload).toString()) as {
    readonly statusCode?: unknown;
    readonly multiValueHeaders?: Readonly<Record<string, readonly unknown[]>>;
  } | null;
  if (answer?.statusCode === undefined) return undefined;
  const response = responseOf(payload);
  if (response === undefined) return undefined;
  const several = Object.entries(answer.multiValueHeaders ?? {}).map(
    ([name, values]) => [name.toLowerCase(), values.map(String)] as const,
  );
  const cookies = several.find(([name]) => name === 'set-cookie')?.[1] ?? [];
  const joined = several
    .filter(([name]) => name !== 'set-cookie')
    .map(([name, values]) => [name, values.join(', ')]);
  const headers = { ...response.headers, ...Object.fromEntries(joined) } as Record<string, string>;
  return { ...response, headers, cookies };
}

const nobody = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAmr: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

function identityOf(request: WebRequest) {
  return { sourceIp: request.sourceIp, userAgent: headerOf(request, 'user-agent') ?? '' };
}

function lastOfEach({ headers: sent }: WebRequest, headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, joined]) => {
      const several = sent[name] ?? [];
      return [name, several.length > 1 ? several.at(-1) : joined];
    }),
  );
}

function allOfEach({ headers: sent }: WebRequest, headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, joined]) => {
      const several = sent[name] ?? [];
      return [name, several.length > 1 ? several : [joined]];
    }),
  );
}

function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of pairs) (groups[name] ??= []).push(value);
  return groups;
}

function orNull<Value extends object>(value: Value): Value | null {
  return Object.keys(value).length > 0 ? value : null;
}
