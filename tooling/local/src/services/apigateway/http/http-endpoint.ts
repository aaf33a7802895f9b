import { randomBytes } from 'node:crypto';
import type { WireResponse } from '../../../protocols/wire.ts';
import { isPreflight, preflightAnswer, withCors, type CorsRules } from '../../../web/cors.ts';
import type { WebEndpoint } from '../../../web/web-endpoint.ts';
import type { WebRequest } from '../../../web/web-request.ts';
import type { ApiDocument } from '../api-document.ts';
import { createAccessLog } from './access-log.ts';
import { createAuthorization } from './authorize.ts';
import { callIntegration } from './call-integration.ts';
import { findRoute } from './find-route.ts';
import { refusal } from './http-answers.ts';
import type { Exchange, HttpWorld } from './http-world.ts';
import { createThrottle } from './throttle.ts';

/** Answers at the addresses of HTTP APIs. */
export function createHttpEndpoint(world: HttpWorld): WebEndpoint {
  const authorize = createAuthorization(world);
  const isThrottled = createThrottle(world.now);
  const log = createAccessLog(world);

  const answerAt = async (exchange: Exchange): Promise<WireResponse> => {
    if (isThrottled(exchange)) return refusal(429, 'Too Many Requests');
    const authorized = await authorize(exchange);
    if ('status' in authorized) return authorized;
    return await callIntegration(world, exchange, authorized);
  };

  return {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    maxBodyBytes: 10 * 1024 * 1024,
    async answer(received) {
      // What logs and events name it by is no request id of Lambda.
      const requestId = `${randomBytes(11).toString('base64url').slice(0, 15)}=`;
      const request = { ...received, requestId };
      const api = world.apis.get(request.id);
      if (api === undefined || api.settings.DisableExecuteApiEndpoint === true) {
        return named(request, refusal(404, 'Not Found'));
      }
      const cors = corsOf(api);
      if (cors && isPreflight(request)) {
        return named(request, preflightAnswer(cors, request, 204));
      }
      const startedAtMs = world.now().getTime();
      const found = findRoute(api, request);
      if (found === undefined)
        return named(request, withCors(cors, request, refusal(404, 'Not Found')));
      const exchange = { ...found, api, request };
      const answer = named(request, withCors(cors, request, await answerAt(exchange)));
      await log(exchange, answer, startedAtMs);
      return answer;
    },
    tooLarge: (request) => named(request, refusal(413, 'Request Entity Too Large')),
  };
}

function named({ requestId }: WebRequest, answer: WireResponse): WireResponse {
  return { ...answer, headers: { ...answer.headers, 'apigw-requestid': requestId } };
}

function corsOf({ settings }: ApiDocument): CorsRules | undefined {
  const cors = settings.CorsConfiguration;
  return (
    cors && {
      allowCredentials: cors.AllowCredentials,
      allowHeaders: cors.AllowHeaders,
      allowMethods: cors.AllowMethods,
      allowOrigins: cors.AllowOrigins,
      exposeHeaders: cors.ExposeHeaders,
      maxAgeSeconds: cors.MaxAge,
    }
  );
}
