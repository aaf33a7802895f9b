import { UserError } from '@tooling/core';
import { z } from 'zod';
import type { LocalEndpoints } from '../../gateway/answer-local.ts';
import type { TokenIssuer } from './token-issuer.ts';

const requestSchema = z.looseObject({
  aud: z.string(),
  sub: z.string(),
  /** How long it is valid: of GitHub, some minutes. */
  lifeSeconds: z.int().min(1).max(86_400).optional(),
});

/**
 * `POST /_local/oidc-token {"aud": "sts.amazonaws.com", "sub": "repo:owner/name:pull_request"}`: a token as
 * a job of GitHub Actions gets it, `{"value": "eyJ…"}`. What else is in the object becomes a claim.
 */
export const oidcTokenEndpoint = (
  open: () => Promise<TokenIssuer>,
  now: () => Date,
): LocalEndpoints => ({
  'POST /_local/oidc-token': async (_rest, readText) => {
    const { lifeSeconds = 300, ...claims } = parse(await readText());
    return { value: await (await open()).sign(claims, { now: now(), lifeSeconds }) };
  },
});

function parse(text: string): z.infer<typeof requestSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const { success, data, error } = requestSchema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(
    ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
  );
  throw new UserError('USAGE', 'that is no request for a token', {
    problems,
    hint: 'send JSON: {"aud": "sts.amazonaws.com", "sub": "repo:owner/name:pull_request"}',
  });
}
