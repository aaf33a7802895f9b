import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { WireResponse } from '../../../protocols/wire.ts';
import type { AuthorizerDocument } from '../api-document.ts';
import type { Authorized } from './authorize.ts';
import { refusal } from './http-answers.ts';
import type { Exchange, HttpWorld } from './http-world.ts';
import { identityOf } from './identity-source.ts';

/**
 * Lets in who has a token of the issuer, for one of the audiences, and with one of the route's scopes.
 * What a token says of its time goes by the machine's: whoever issues it knows no other.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function createJwtAuthorization(world: HttpWorld) {
  const keys = createKeys();
  return async (
    exchange: Exchange,
    { IdentitySource = [], JwtConfiguration }: AuthorizerDocument,
  ): Promise<Authorized | WireResponse> => {
    const { Issuer = '', Audience = [] } = JwtConfiguration ?? {};
    if (!isLocal(Issuer)) {
      return refusal(501, `The local AWS asks issuers on this machine only, not ${Issuer}`);
    }
    const given = IdentitySource.map((source) => identityOf(source, exchange)).find(Boolean);
    const token = given?.replace(/^bearer\s+/i, '');
    if (token === undefined) return unauthorized();
    try {
      const claims = await verify(token, { issuer: Issuer, now: world.clock.realNow(), keys });
      if (!isFor(claims, Audience)) return unauthorized('invalid_token');
      return withScopes(exchange, claims);
    } catch (error) {
      // The issuer's failures are worth telling, a bad token is not.
      if (!(error instanceof errors.JOSEError)) world.report(error);
      return unauthorized('invalid_token');
    }
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html: RSA only. */
const algorithms = ['RS256', 'RS384', 'RS512'];

async function verify(
  token: string,
  { issuer, now, keys }: { readonly issuer: string; readonly now: Date; readonly keys: Keys },
): Promise<JWTPayload> {
  const options = { issuer, algorithms, currentDate: now };
  const check = async (isFresh: boolean) =>
    (await jwtVerify(token, createLocalJWKSet(await keys(issuer, isFresh)), options)).payload;
  try {
    return await check(false);
  } catch (error) {
    // The issuer may have changed its keys.
    if (error instanceof errors.JWKSNoMatchingKey) return await check(true);
    throw error;
  }
}

type Keys = (issuer: string, isFresh: boolean) => Promise<JSONWebKeySet>;

/** The keys of issuers, asked for once. */
function createKeys(): Keys {
  const known = new Map<string, Promise<JSONWebKeySet>>();
  return async (issuer, isFresh) => {
    const before = isFresh ? undefined : known.get(issuer);
    const asked = before ?? discover(issuer);
    known.set(issuer, asked);
    try {
      return await asked;
    } catch (error) {
      known.delete(issuer);
      throw error;
    }
  };
}

async function discover(issuer: string): Promise<JSONWebKeySet> {
  const base = issuer.replace(/\/$/, '');
  const configuration = await readJson(`${base}/.well-known/openid-configuration`);
  const { jwks_uri: address } = configuration as { readonly jwks_uri?: unknown };
  if (typeof address !== 'string' || !isLocal(address)) {
    throw new Error(`The issuer ${issuer} names no jwks_uri on this machine`);
  }
  return (await readJson(address)) as JSONWebKeySet;
}

async function readJson(address: string): Promise<unknown> {
  const answer = await fetch(address, { redirect: 'error' });
  if (!answer.ok) throw new Error(`${address} answered ${String(answer.status)}`);
  return await answer.json();
}

function isLocal(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}

/** `client_id` counts where there is no `aud`. */
function isFor({ aud, client_id: client }: JWTPayload, audience: readonly string[]): boolean {
  const given = aud ?? client;
  return [given].flat().some((one) => typeof one === 'string' && audience.includes(one));
}

function withScopes({ route }: Exchange, claims: JWTPayload): Authorized | WireResponse {
  const wanted = route.AuthorizationScopes ?? [];
  const given = [claims.scope ?? claims.scp ?? []]
    .flat()
    .flatMap((text: unknown) => (typeof text === 'string' ? text.split(' ') : []));
  if (wanted.length > 0 && !wanted.some((scope) => given.includes(scope))) {
    return refusal(403, 'Forbidden', {
      'www-authenticate': `Bearer scope="${wanted.join(' ')}" error="insufficient_scope"`,
    });
  }
  const texts = Object.entries(claims).map(([name, value]) => [name, claimText(value)]);
  const scopes = wanted.length > 0 ? wanted : null;
  return { authorizer: { jwt: { claims: Object.fromEntries(texts) as object, scopes } } };
}

/** Events have claims as text: a list as `[a b]`. */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function unauthorized(error?: string): WireResponse {
  const challenge = error === undefined ? 'Bearer' : `Bearer error="${error}"`;
  return refusal(401, 'Unauthorized', { 'www-authenticate': challenge });
}
