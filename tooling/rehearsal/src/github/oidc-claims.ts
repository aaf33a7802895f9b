import type { Value } from '../expressions/expression-scope.ts';

/** What a job's OIDC token says: https://docs.github.com/actions/reference/security/oidc */
export interface OidcClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly repository: string;
  readonly repository_owner: string;
  readonly ref: string;
  readonly sha: string;
  readonly event_name: string;
  readonly environment?: string;
}

/** The subject names the environment where the job has one, else the pull request or the branch. */
export function oidcClaims(
  github: Readonly<Record<string, Value>>,
  environment: string | undefined,
): Omit<OidcClaims, 'aud'> {
  const { repository, repository_owner, ref, sha, event_name } = github as unknown as OidcClaims;
  const subject =
    environment !== undefined
      ? `environment:${environment}`
      : event_name === 'pull_request'
        ? 'pull_request'
        : `ref:${ref}`;
  return {
    iss: 'https://token.actions.githubusercontent.com',
    sub: `repo:${repository}:${subject}`,
    repository,
    repository_owner,
    ref,
    sha,
    event_name,
    ...(environment === undefined ? {} : { environment }),
  };
}
