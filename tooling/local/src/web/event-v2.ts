import { eventBody } from './event-body.ts';
import { cookiesOf, eventHeaders } from './event-headers.ts';
import { eventTime } from './event-time.ts';
import { headerOf, queryOf, type WebRequest } from './web-request.ts';

/** What of an event does not stand in the request. */
export interface EventSurroundings {
  /** `GET /predict/{id}`, or `$default`. */
  readonly routeKey: string;
  readonly stage: string;
  /** As the function sees it, in `rawPath` and in `requestContext.http.path`. */
  readonly path: string;
  /** `anonymous` where nobody signs. */
  readonly accountId: string;
  readonly authorizer?: object | undefined;
  readonly pathParameters?: Readonly<Record<string, string>> | undefined;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
  /** Added to those of the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly nowMs: number;
}

/**
 * The event of a function URL, and of an HTTP API in payload format 2.0.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV2(request: WebRequest, around: EventSurroundings): object {
  const { routeKey, path, stage, nowMs } = around;
  const cookies = cookiesOf(request);
  const query = joinedQuery(request);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: request.rawQuery,
    ...(cookies.length > 0 && { cookies }),
    headers: eventHeaders(request, nowMs),
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: around.accountId,
      apiId: request.id,
      ...(around.authorizer && { authorizer: around.authorizer }),
      domainName: request.host,
      domainPrefix: request.id,
      http: {
        method: request.method,
        path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headerOf(request, 'user-agent') ?? '',
      },
      requestId: request.requestId,
      routeKey,
      stage,
      time: eventTime(nowMs),
      timeEpoch: nowMs,
    },
    ...(around.pathParameters && { pathParameters: around.pathParameters }),
    ...(around.stageVariables && { stageVariables: around.stageVariables }),
    ...eventBody(request),
  };
}

/** A parameter that comes twice is there once, with both values. */
export function joinedQuery(request: Pick<WebRequest, 'rawQuery'>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of queryOf(request)) {
    joined[name] = Object.hasOwn(joined, name) ? `${String(joined[name])},${value}` : value;
  }
  return joined;
}
