import type { GithubEvent } from '../github/github-event.ts';
import type { Permissions } from '../workflow/workflow-schema.ts';

/**
 * What the token of a job may do: what it asks for and, for a pull request from a fork, no more than
 * reading, and no token for OIDC.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
export function grantPermissions(asked: Permissions, event: GithubEvent): Permissions {
  if (event.isFork !== true) return asked;
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([name]) => name !== 'id-token')
      .map(([name, access]) => [name, access === 'write' ? 'read' : access]),
  );
}
