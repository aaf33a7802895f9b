import { notFound, textOf, type ApiRoute } from './api-route.ts';
import type { IssueStore, Release } from './issue-store.ts';
import type { GithubRepository } from './open-repository.ts';

/** Releases, each with its tag: https://docs.github.com/rest/releases */
export function releaseRoutes(
  store: IssueStore,
  repository: GithubRepository,
): readonly ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/releases/tags/:tag',
      needs: [{ name: 'contents', access: 'read' }],
      answer({ params }) {
        const tag = decodeURIComponent(params.tag ?? '');
        const release = store.releases.find((one) => one.tag === tag);
        return release === undefined ? notFound : { status: 200, body: show(release) };
      },
    },
    {
      method: 'POST',
      path: '/releases',
      needs: [{ name: 'contents', access: 'write' }],
      async answer({ body }) {
        const tag = textOf(body, 'tag_name');
        if (typeof tag !== 'string') return tag;
        if (store.releases.some((one) => one.tag === tag)) {
          return { status: 422, body: { message: 'Validation Failed: already_exists' } };
        }
        const commit = String(body.target_commitish);
        await repository.tag(tag, commit);
        const release = { tag, commit, body: String(body.body) };
        store.releases.push(release);
        return { status: 201, body: show(release) };
      },
    },
  ];
}

const show = ({ tag, commit, body }: Release) => ({
  tag_name: tag,
  target_commitish: commit,
  body,
  html_url: `https://github.com/releases/tag/${encodeURIComponent(tag)}`,
});
