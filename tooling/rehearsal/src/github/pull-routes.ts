import { bot, notFound, page, textOf, type ApiRoute } from './api-route.ts';
import type { Issue, IssueStore, Pull } from './issue-store.ts';

/** Pull requests of branches of the repository: https://docs.github.com/rest/pulls */
export function pullRoutes(store: IssueStore, repositoryUrl: string): readonly ApiRoute[] {
  const owner = repositoryUrl.split('/').at(-2) ?? '';
  const issueOf = (number: number) => store.issues.find((issue) => issue.number === number);
  const show = ({ number, head, base }: Pull) => {
    const { title, body, state } = issueOf(number) as Issue;
    const html_url = `https://github.com/pull/${String(number)}`;
    return { number, title, body, state, html_url, head: { ref: head }, base: { ref: base } };
  };
  return [
    {
      method: 'GET',
      path: '/pulls',
      needs: [{ name: 'pull-requests', access: 'read' }],
      answer({ query }) {
        const head = query.get('head');
        const base = query.get('base');
        const pulls = store.pulls
          .filter(({ number }) => issueOf(number)?.state === 'open')
          .filter((pull) => head === null || `${owner}:${pull.head}` === head)
          .filter((pull) => base === null || pull.base === base);
        return page(pulls.map(show), query, `${repositoryUrl}/pulls`);
      },
    },
    {
      method: 'POST',
      path: '/pulls',
      needs: [{ name: 'pull-requests', access: 'write' }],
      answer({ body }) {
        const title = textOf(body, 'title');
        if (typeof title !== 'string') return title;
        const number = store.nextNumber();
        const pull = { number, head: String(body.head), base: String(body.base) };
        store.issues.push({
          number,
          title,
          body: String(body.body),
          labels: [],
          state: 'open',
          isPullRequest: true,
          user: bot,
          writes: 1,
        });
        store.pulls.push(pull);
        return { status: 201, body: show(pull) };
      },
    },
    {
      method: 'PATCH',
      path: '/pulls/:number',
      needs: [{ name: 'pull-requests', access: 'write' }],
      answer({ params, body }) {
        const pull = store.pulls.find(({ number }) => number === Number(params.number));
        const issue = pull && issueOf(pull.number);
        if (issue === undefined || pull === undefined) return notFound;
        const { title, body: text } = body as Partial<Issue>;
        store.issues[store.issues.indexOf(issue)] = {
          ...issue,
          title: title ?? issue.title,
          body: text ?? issue.body,
          writes: issue.writes + 1,
        };
        return { status: 200, body: show(pull) };
      },
    },
  ];
}
