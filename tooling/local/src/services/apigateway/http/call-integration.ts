import { setTimeout } from 'node:timers/promises';
import { AwsError } from '../../../aws-error.ts';
import type { WireResponse } from '../../../protocols/wire.ts';
import { eventV2 } from '../../../web/event-v2.ts';
import { responseOf } from '../../../web/function-response.ts';
import type { FunctionAnswer, FunctionInvoker } from '../../lambda/invoke/function-invoker.ts';
import type { IntegrationDocument } from '../api-document.ts';
import type { Authorized } from './authorize.ts';
import { eventV1, responseV1 } from './event-v1.ts';
import { functionOfUri } from './function-of-uri.ts';
import { refusal } from './http-answers.ts';
import { executeApiArn, type Exchange, type HttpWorld } from './http-world.ts';
import { surroundingsOf } from './surroundings.ts';

/** Calls the function of a route, and makes an answer of what it says. */
export async function callIntegration(
  world: HttpWorld,
  exchange: Exchange,
  authorized: Authorized,
): Promise<WireResponse> {
  const { route, routing, stage } = exchange;
  const integration = routing.integrations[(route.Target ?? '').replace('integrations/', '')];
  // What cannot be called is all the same to the caller, as on AWS.
  if (integration === undefined) return failed();
  const functionArn = functionOfUri(
    integration.IntegrationUri ?? '',
    stage.settings.StageVariables ?? {},
  );
  const functions = await world.functions();
  if (functionArn === undefined || !mayCall(world, exchange, { functions, functionArn })) {
    return failed();
  }
  const isV1 = integration.PayloadFormatVersion === '1.0';
  const around = surroundingsOf(world, exchange, authorized);
  const event = isV1 ? eventV1(exchange.request, around) : eventV2(exchange.request, around);
  const payload = Buffer.from(JSON.stringify(event));
  try {
    const called = functions.call({ functionArn, payload });
    const answer = await withinTime(integration, called);
    if (answer === undefined) return refusal(503, 'Service Unavailable');
    if (answer.functionError !== undefined) return failed();
    return (isV1 ? responseV1(answer.payload) : responseOf(answer.payload)) ?? failed();
  } catch (error) {
    return answerError(world, error);
  }
}

function failed(): WireResponse {
  return refusal(500, 'Internal Server Error');
}

/** By the policy of the function or of its alias: nobody else's counts for a service. */
function mayCall(
  world: HttpWorld,
  { api, stageName, request, routeKey }: Exchange,
  { functions, functionArn }: { readonly functions: FunctionInvoker; readonly functionArn: string },
): boolean {
  const route = routeKey === '$default' ? routeKey : `${request.method}${routePath(routeKey)}`;
  const context = {
    'AWS:SourceArn': executeApiArn(world, api.id, `${stageName}/${route}`),
    'AWS:SourceAccount': world.accountId,
  };
  const service = 'apigateway.amazonaws.com';
  try {
    return functions.isAllowed(functionArn, { action: 'lambda:InvokeFunction', service, context });
  } catch (error) {
    // A function of another account or region: there is none here.
    if (error instanceof AwsError) return false;
    throw error;
  }
}

function routePath(routeKey: string): string {
  return routeKey.slice(routeKey.indexOf(' ') + 1);
}

/**
 * undefined when the function takes longer; it goes on all the same. Functions run by the time of the
 * machine, so that is what they are given.
 */
async function withinTime(
  { TimeoutInMillis = 30_000 }: IntegrationDocument,
  called: Promise<FunctionAnswer>,
): Promise<FunctionAnswer | undefined> {
  const abort = new AbortController();
  const options = { signal: abort.signal, ref: false };
  const overdue = setTimeout(TimeoutInMillis, undefined, options).catch(() => undefined);
  try {
    return await Promise.race([called, overdue]);
  } finally {
    abort.abort();
    called.catch(() => {});
  }
}

function answerError(world: HttpWorld, error: unknown): WireResponse {
  if (!(error instanceof AwsError)) {
    world.report(error);
    return failed();
  }
  if (error.status === 429) return refusal(503, 'Service Unavailable');
  if (error.status === 413) return refusal(413, 'Request Too Long');
  return failed();
}
