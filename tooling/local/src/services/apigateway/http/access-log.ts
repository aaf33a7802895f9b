import type { WireResponse } from '../../../protocols/wire.ts';
import { eventTime } from '../../../web/event-time.ts';
import { headerOf } from '../../../web/web-request.ts';
import type { Exchange, HttpWorld } from './http-world.ts';

/**
 * Writes a line for each request to the log group that its stage names, as its format has it.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function createAccessLog({ writeLog, accountId, now, report }: HttpWorld) {
  return async (exchange: Exchange, answer: WireResponse, startedAtMs: number): Promise<void> => {
    const { AccessLogSettings } = exchange.stage.settings;
    const group = /:log-group:([^:]+)/.exec(AccessLogSettings?.DestinationArn ?? '')?.[1];
    if (group === undefined) return;
    const endedAtMs = now().getTime();
    const values = { ...variablesOf(exchange, answer, { startedAtMs, endedAtMs }), accountId };
    const message = fillIn(AccessLogSettings?.Format ?? '', values);
    const stream = `${exchange.api.id}-${exchange.stageName.replace('$', '')}`;
    try {
      await writeLog(group, stream, [{ timestamp: endedAtMs, message }]);
    } catch (error) {
      report(error);
    }
  };
}

/** A variable without a value is a dash. */
function fillIn(format: string, values: Readonly<Record<string, string>>): string {
  return format.replaceAll(/\$context\.([a-zA-Z]+(?:\.[a-zA-Z]+)*)/g, (_, name: string) =>
    Object.hasOwn(values, name) && values[name] !== '' ? String(values[name]) : '-',
  );
}

function variablesOf(
  { request, api, stageName, routeKey }: Exchange,
  { status, body, headers }: WireResponse,
  { startedAtMs, endedAtMs }: { readonly startedAtMs: number; readonly endedAtMs: number },
): Record<string, string> {
  const [method, path] = [request.method, request.rawPath];
  return {
    apiId: api.id,
    domainName: request.host,
    domainPrefix: request.id,
    extendedRequestId: request.requestId,
    httpMethod: method,
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': headerOf(request, 'user-agent') ?? '',
    path,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: eventTime(startedAtMs),
    requestTimeEpoch: String(startedAtMs),
    responseLatency: String(endedAtMs - startedAtMs),
    responseLength: String(Buffer.byteLength(body)),
    routeKey,
    stage: stageName,
    status: String(status),
    'error.message': headers['content-type'] && status >= 400 ? messageOf(body) : '',
  };
}

function messageOf(body: string | Uint8Array): string {
  return /^\{"message":"([^"]*)"\}$/.exec(body.toString())?.[1] ?? '';
}
