import type { WireResponse } from '../../../protocols/wire.ts';
import { checkSignature } from '../../../sigv4/check-signature.ts';
import { iamAuthorizer } from '../../../sigv4/iam-authorizer.ts';
import { createJwtAuthorization } from './authorize-jwt.ts';
import { createLambdaAuthorization } from './authorize-lambda.ts';
import { refusal } from './http-answers.ts';
import type { Exchange, HttpWorld } from './http-world.ts';

/** What a request may, and what the event tells of who sent it. */
export interface Authorized {
  readonly authorizer?: object | undefined;
}

/** Lets a request in as its route says, or answers it. */
export function createAuthorization(
  world: HttpWorld,
): (exchange: Exchange) => Promise<Authorized | WireResponse> {
  const byJwt = createJwtAuthorization(world);
  const byFunction = createLambdaAuthorization(world);
  return async (exchange) => {
    const { AuthorizationType = 'NONE', AuthorizerId = '' } = exchange.route;
    if (AuthorizationType === 'NONE') return {};
    if (AuthorizationType === 'AWS_IAM') return byIam(world, exchange);
    const authorizer = exchange.routing.authorizers[AuthorizerId];
    if (authorizer === undefined) return refusal(500, 'Internal Server Error');
    return AuthorizationType === 'JWT'
      ? await byJwt(exchange, authorizer)
      : await byFunction(exchange, authorizer);
  };
}

function byIam(world: HttpWorld, { request }: Exchange): Authorized | WireResponse {
  const { region, clock } = world;
  const nowMs = clock.realNow().getTime();
  const signer = checkSignature(request, { service: 'execute-api', region, nowMs });
  if ('problem' in signer) return refusal(403, 'Forbidden');
  return { authorizer: iamAuthorizer(signer.accessKeyId, world) };
}
