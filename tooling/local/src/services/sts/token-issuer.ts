import {
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose';
import type { State } from '../../state/state.ts';

/**
 * Stands in for GitHub's OIDC provider: its tokens are signed with a key of this local AWS, which is the
 * only one that the local STS believes.
 */
export interface TokenIssuer {
  /** @returns a JSON Web Token, as a job of GitHub Actions gets it */
  sign(
    claims: JWTPayload,
    options: { readonly now: Date; readonly lifeSeconds: number },
  ): Promise<string>;
  /** The claims; whether the token is still in time is for the caller. @throws JOSEError */
  verify(token: string): Promise<JWTPayload>;
}

/** https://docs.github.com/en/actions/concepts/security/openid-connect */
export const issuer = 'https://token.actions.githubusercontent.com';

const algorithm = 'RS256';

export async function openTokenIssuer(state: State): Promise<TokenIssuer> {
  const keys = await state.collection<JWK>('sts/issuer-keys');
  async function readKey(): Promise<JWK> {
    const known = keys.get(issuer);
    if (known !== undefined) return known;
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const made = { ...(await exportJWK(privateKey)), alg: algorithm, kid: 'local' };
    await keys.put(issuer, made);
    return made;
  }
  return {
    async sign(claims, { now, lifeSeconds }) {
      const seconds = Math.floor(now.getTime() / 1000);
      return new SignJWT({ ...claims, iss: issuer })
        .setProtectedHeader({ alg: algorithm, kid: 'local', typ: 'JWT' })
        .setIssuedAt(seconds)
        .setNotBefore(seconds)
        .setExpirationTime(seconds + lifeSeconds)
        .sign(await importJWK(await readKey(), algorithm));
    },
    async verify(token) {
      const { kty, n, e } = await readKey();
      const key = await importJWK({ kty, n, e }, algorithm);
      const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
      return JSON.parse(new TextDecoder().decode(payload)) as JWTPayload;
    },
  };
}
