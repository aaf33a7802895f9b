import type { JWTPayload } from 'jose';
import type { RequestContext } from '../../service.ts';
import type { OidcProviderDocument } from '../iam/iam-documents.ts';
import { providerArn } from '../iam/oidc-provider-operations.ts';
import type { StsWorld } from './assume-role.ts';
import { expiredToken, invalidToken } from './sts-errors.ts';
import { issuer as ownIssuer } from './token-issuer.ts';

export interface CheckedToken {
  readonly claims: JWTPayload;
  readonly provider: OidcProviderDocument;
}

/** Whether a token is one of a provider of this account, for one of its audiences, and in time. */
export async function checkToken(
  token: string,
  { iam, issuer }: Pick<StsWorld, 'iam' | 'issuer'>,
  { accountId, now }: RequestContext,
): Promise<CheckedToken> {
  const iss = issuerOf(token);
  const provider = iam.oidcProviders.get(providerArn(accountId, iss));
  if (provider === undefined) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${iss}`);
  }
  // Other issuers exist; here is only this one's key.
  if (iss !== ownIssuer) throw invalidToken(noKey);
  const claims = await issuer.verify(token).catch(() => {
    throw invalidToken(noKey);
  });
  const audiences = [claims.aud].flat();
  if (!audiences.some((one) => one !== undefined && provider.clientIds.includes(one))) {
    throw invalidToken('Incorrect token audience');
  }
  checkTime(claims, now());
  return { claims, provider };
}

const noKey =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

function issuerOf(token: string): string {
  const [, payload = ''] = token.split('.');
  try {
    const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
    if (typeof iss === 'string') return iss;
  } catch {
    // It is no token, as one without an issuer is none.
  }
  throw invalidToken(
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}

function checkTime({ exp = 0, nbf = 0 }: JWTPayload, now: Date): void {
  const seconds = Math.floor(now.getTime() / 1000);
  if (seconds >= exp) {
    throw expiredToken(
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${exp}`,
    );
  }
  if (seconds < nbf) throw invalidToken('Token is not yet valid');
}
