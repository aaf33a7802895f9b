import type { WireResponse } from '../../../protocols/wire.ts';
import { eventV2 } from '../../../web/event-v2.ts';
import type { AuthorizerDocument } from '../api-document.ts';
import type { Authorized } from './authorize.ts';
import { functionOfUri } from './function-of-uri.ts';
import { refusal } from './http-answers.ts';
import { executeApiArn, type Exchange, type HttpWorld } from './http-world.ts';
import { identityOf } from './identity-source.ts';
import { surroundingsOf } from './surroundings.ts';

/** What an authorizer's function has said, and until when that holds. */
interface Verdict {
  readonly isAuthorized: boolean;
  readonly context: object | undefined;
  readonly untilMs: number;
}

/**
 * Asks a function whether a request is let in: payload format 2.0 with simple responses.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function createLambdaAuthorization(world: HttpWorld) {
  const verdicts = new Map<string, Verdict>();
  return async (
    exchange: Exchange,
    authorizer: AuthorizerDocument,
  ): Promise<Authorized | WireResponse> => {
    const { AuthorizerPayloadFormatVersion: format, EnableSimpleResponses } = authorizer;
    if (format !== '2.0' || EnableSimpleResponses !== true) {
      return refusal(
        501,
        'The local AWS asks REQUEST authorizers in payload format 2.0 with simple responses only',
      );
    }
    const identity = (authorizer.IdentitySource ?? []).map((source) =>
      identityOf(source, exchange),
    );
    if (identity.some((value) => value === undefined || value === '')) {
      return refusal(401, 'Unauthorized');
    }
    const nowMs = world.now().getTime();
    const key = JSON.stringify([exchange.api.id, exchange.route.AuthorizerId, identity]);
    const known = verdicts.get(key);
    if (known !== undefined && known.untilMs > nowMs) return admit(known);
    const said = await ask(world, exchange, { authorizer, identity });
    if (said === undefined) return refusal(500, 'Internal Server Error');
    const ttlSeconds = authorizer.AuthorizerResultTtlInSeconds ?? 0;
    const verdict = { ...said, untilMs: nowMs + ttlSeconds * 1000 };
    if (ttlSeconds > 0 && identity.length > 0) verdicts.set(key, verdict);
    return admit(verdict);
  };
}

function admit({ isAuthorized, context }: Verdict): Authorized | WireResponse {
  if (!isAuthorized) return refusal(403, 'Forbidden');
  return { authorizer: { lambda: context ?? null } };
}

/** undefined when the function may not be called, fails or answers something else. */
async function ask(
  world: HttpWorld,
  exchange: Exchange,
  {
    authorizer,
    identity,
  }: { readonly authorizer: AuthorizerDocument; readonly identity: readonly unknown[] },
) {
  const { request, api, stage, stageName, route } = exchange;
  const functionArn = functionOfUri(
    authorizer.AuthorizerUri ?? '',
    stage.settings.StageVariables ?? {},
  );
  const functions = await world.functions();
  const sourceArn = executeApiArn(world, api.id, `authorizers/${route.AuthorizerId ?? ''}`);
  const isAllowed =
    functionArn !== undefined &&
    functions.isAllowed(functionArn, {
      action: 'lambda:InvokeFunction',
      service: 'apigateway.amazonaws.com',
      context: { 'AWS:SourceArn': sourceArn, 'AWS:SourceAccount': world.accountId },
    });
  if (!isAllowed) return undefined;
  const {
    body: _,
    isBase64Encoded: __,
    ...event
  } = eventV2(request, surroundingsOf(world, exchange, {})) as Record<string, unknown>;
  const routeArn = executeApiArn(world, api.id, `${stageName}/${request.method}${request.rawPath}`);
  const payload = { ...event, type: 'REQUEST', routeArn, identitySource: identity };
  const answer = await functions
    .call({ functionArn, payload: Buffer.from(JSON.stringify(payload)) })
    .catch(() => undefined);
  if (answer === undefined || answer.functionError !== undefined) return undefined;
  return readVerdict(Buffer.from(answer.payload).toString());
}

function readVerdict(text: string): Omit<Verdict, 'untilMs'> | undefined {
  const said = JSON.parse(text) as { isAuthorized?: unknown; context?: object } | null;
  if (typeof said?.isAuthorized !== 'boolean') return undefined;
  return { isAuthorized: said.isAuthorized, context: said.context };
}
