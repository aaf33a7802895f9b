import { AwsError } from '../../../aws-error.ts';
import type { WireResponse } from '../../../protocols/wire.ts';
import { isPreflight, preflightAnswer, withCors } from '../../../web/cors.ts';
import { eventV2 } from '../../../web/event-v2.ts';
import { responseOf } from '../../../web/function-response.ts';
import type { WebEndpoint } from '../../../web/web-endpoint.ts';
import type { WebRequest } from '../../../web/web-request.ts';
import type { FunctionUrl } from '../document/function-url.ts';
import type { FunctionInvoker } from '../invoke/function-invoker.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { functionArn } from '../names/function-arn.ts';
import type { Home } from '../names/function-name.ts';
import type { LambdaWorld } from '../operations/lambda-world.ts';
import { admit } from './admit.ts';
import { streamAnswer } from './stream-answer.ts';
import { failedAnswer, refusal } from './url-answers.ts';

export interface UrlEndpointOptions {
  readonly world: LambdaWorld;
  readonly invoker: FunctionInvoker;
  readonly home: Home;
  /** The machine's time, for signatures. */
  readonly realNow: () => Date;
}

/** Answers at the addresses of functions. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export function createUrlEndpoint(options: UrlEndpointOptions): WebEndpoint {
  const { world, home } = options;
  return {
    maxBodyBytes: lambdaLimits.synchronousPayloadBytes,
    async answer(request) {
      const place = findUrl(world, request.id);
      if (place === undefined) return refusal(request, 403, 'AccessDeniedException', null);
      const { url, name, qualifier } = place;
      if (url.cors && isPreflight(request)) return preflightAnswer(url.cors, request, 200);
      const arn = functionArn(home, name, qualifier);
      return withCors(url.cors, request, await answerAt(request, { url, arn }, options));
    },
    tooLarge: (request) =>
      refusal(
        request,
        413,
        'RequestEntityTooLargeException',
        `Request must be smaller than ${String(lambdaLimits.synchronousPayloadBytes)} bytes for the InvokeFunction operation`,
      ),
  };
}

/** The function, or the alias, that an address belongs to. */
function findUrl(world: LambdaWorld, id: string) {
  for (const { name, urls } of world.store.list()) {
    for (const [qualifier, url] of Object.entries(urls ?? {})) {
      if (url.id === id) return { name, qualifier, url };
    }
  }
  return undefined;
}

async function answerAt(
  request: WebRequest,
  { url, arn }: { readonly url: FunctionUrl; readonly arn: string },
  options: UrlEndpointOptions,
): Promise<WireResponse> {
  const { world, invoker } = options;
  const admitted = admit(request, { url, arn }, options);
  if ('status' in admitted) return admitted;
  const event = eventV2(request, {
    ...admitted,
    routeKey: '$default',
    stage: '$default',
    path: request.rawPath,
    nowMs: world.moment().nowMs,
  });
  const { requestId } = request;
  const call = { functionArn: arn, payload: Buffer.from(JSON.stringify(event)), requestId };
  try {
    if (url.invokeMode === 'RESPONSE_STREAM') return await streamAnswer(request, call, options);
    const { payload, functionError } = await invoker.call(call);
    const answer = functionError === undefined ? responseOf(payload) : undefined;
    if (answer === undefined) return failedAnswer(request);
    return { ...answer, headers: { ...answer.headers, 'x-amzn-requestid': requestId } };
  } catch (error) {
    if (error instanceof AwsError) return refusal(request, error.status, error.code, error.message);
    world.onFailure(error);
    return failedAnswer(request);
  }
}
