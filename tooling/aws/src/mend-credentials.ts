const hints: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /RequestTimeTooSkewed|RequestExpired|Signature (?:expired|not yet current)/i,
    'set the clock of this machine: AWS takes requests of the last minutes only',
  ],
  [
    /expired/i,
    'sign in again (`aws sso login`); in a workflow the session of its role has ended: run the job again, or give aws-actions/configure-aws-credentials a longer `role-duration-seconds`',
  ],
  [
    /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId/i,
    'there is no such access key (any more), or it is disabled, or AWS_SESSION_TOKEN does not belong to it: sign in anew',
  ],
  [
    /SignatureDoesNotMatch|InvalidSignature|IncompleteSignature/i,
    'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID: sign in anew, or copy both again',
  ],
  [
    /InvalidIdentityToken|WebIdentity|OpenIDConnect/i,
    'the account has no OIDC provider for the token of this workflow, or another audience: docs/pipeline.md says what to set up',
  ],
];

/** What to do about credentials that AWS does not take; undefined where there are none. */
export function mendCredentials(name: string, message: string): string | undefined {
  const words = `${name} ${message}`;
  return hints.find(([pattern]) => pattern.test(words))?.[1];
}
