import { UserError } from '../errors/user-error.ts';

/** A repository of GitHub. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  /** Where its tokens name it by them, too. */
  readonly ids?: { readonly owner: string; readonly repository: string } | undefined;
}

/**
 * @param ids - `OWNER_ID/REPOSITORY_ID`
 * @throws UserError USAGE
 */
export function parseRepository(text: string, ids?: string): Repository {
  const [, owner, name] =
    /^([A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38})\/([\w.-]{1,100})$/.exec(text) ?? [];
  if (owner === undefined || name === undefined || /^\.{1,2}$|\.git$/.test(name)) {
    throw new UserError('USAGE', `--repo ${text} is no repository of GitHub`, {
      hint: 'name owner and repository: `--repo owner/name`, as in its address https://github.com/owner/name',
    });
  }
  if (ids === undefined) return { owner, name };
  const [, ownerId, repositoryId] = /^(\d{1,20})\/(\d{1,20})$/.exec(ids) ?? [];
  if (ownerId === undefined || repositoryId === undefined) {
    throw new UserError('USAGE', `--repo-ids ${ids} are not the ids of an owner and a repository`, {
      hint: 'give both as numbers, `--repo-ids 123/456`: `gh api repos/owner/name` tells them',
    });
  }
  return { owner, name, ids: { owner: ownerId, repository: repositoryId } };
}

/**
 * How its tokens begin. Repositories made, renamed or moved after 18 June 2026 have the ids in them, which
 * nobody else can ever have.
 *
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens
 */
export function subjectOf({ owner, name, ids }: Repository, rest: string): string {
  const repository =
    ids === undefined ? `${owner}/${name}` : `${owner}-${ids.owner}/${name}-${ids.repository}`;
  return `repo:${repository}:${rest}`;
}
