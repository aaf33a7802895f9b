import { bot, notFound, page, textOf, type ApiRoute } from './api-route.ts';
import type { Comment, Issue, IssueStore } from './issue-store.ts';

/** Issues and comments: https://docs.github.com/rest/issues */
export function issueRoutes(store: IssueStore, repositoryUrl: string): readonly ApiRoute[] {
  const read = [
    { name: 'issues', access: 'read' },
    { name: 'pull-requests', access: 'read' },
  ] as const;
  const write = [
    { name: 'issues', access: 'write' },
    { name: 'pull-requests', access: 'write' },
  ] as const;
  const issueOf = (number: string | undefined) =>
    store.issues.find((issue) => issue.number === Number(number));
  return [
    {
      method: 'GET',
      path: '/issues/:number/comments',
      needs: read,
      answer({ params, query }) {
        const issue = issueOf(params.number);
        if (issue === undefined) return notFound;
        const comments = store.comments
          .filter((one) => one.issue === issue.number)
          .map(showComment);
        return page(comments, query, `${repositoryUrl}/issues/${String(issue.number)}/comments`);
      },
    },
    {
      method: 'POST',
      path: '/issues/:number/comments',
      needs: write,
      answer({ params, body }) {
        const issue = issueOf(params.number);
        if (issue === undefined) return notFound;
        const text = textOf(body, 'body');
        if (typeof text !== 'string') return text;
        const id = 1000 + store.comments.length;
        const comment = { id, issue: issue.number, user: bot, body: text, writes: 1 };
        store.comments.push(comment);
        return { status: 201, body: showComment(comment) };
      },
    },
    {
      method: 'PATCH',
      path: '/issues/comments/:id',
      needs: write,
      answer({ params, body }) {
        const index = store.comments.findIndex(({ id }) => id === Number(params.id));
        const comment = store.comments[index];
        if (comment === undefined) return notFound;
        const text = textOf(body, 'body');
        if (typeof text !== 'string') return text;
        const edited = { ...comment, body: text, writes: comment.writes + 1 };
        store.comments[index] = edited;
        return { status: 200, body: showComment(edited) };
      },
    },
    {
      method: 'GET',
      path: '/issues',
      needs: read,
      answer({ query }) {
        const state = query.get('state') ?? 'open';
        const creator = query.get('creator');
        const labels = (query.get('labels') ?? '').split(',').filter((one) => one !== '');
        const issues = store.issues
          .filter((issue) => state === 'all' || issue.state === state)
          .filter(({ user }) => creator === null || user === creator)
          .filter((issue) => labels.every((label) => issue.labels.includes(label)))
          .toReversed()
          .map(showIssue);
        return page(issues, query, `${repositoryUrl}/issues`);
      },
    },
    {
      method: 'POST',
      path: '/issues',
      needs: [{ name: 'issues', access: 'write' }],
      answer({ body }) {
        const title = textOf(body, 'title');
        if (typeof title !== 'string') return title;
        const issue: Issue = {
          number: store.nextNumber(),
          title,
          body: typeof body.body === 'string' ? body.body : '',
          labels: (body.labels ?? []) as readonly string[],
          state: 'open',
          isPullRequest: false,
          user: bot,
          writes: 1,
        };
        store.issues.push(issue);
        return { status: 201, body: showIssue(issue) };
      },
    },
    {
      method: 'PATCH',
      path: '/issues/:number',
      needs: [{ name: 'issues', access: 'write' }],
      answer({ params, body }) {
        const issue = issueOf(params.number);
        if (issue === undefined) return notFound;
        const { title, body: text, labels, state } = body as Partial<Issue>;
        const edited: Issue = {
          ...issue,
          title: title ?? issue.title,
          body: text ?? issue.body,
          labels: labels ?? issue.labels,
          state: state ?? issue.state,
          writes: issue.writes + 1,
        };
        store.issues[store.issues.indexOf(issue)] = edited;
        return { status: 200, body: showIssue(edited) };
      },
    },
  ];
}

const showComment = ({ id, issue, user, body }: Comment) => ({
  id,
  body,
  html_url: `https://github.com/issues/${String(issue)}#issuecomment-${String(id)}`,
  user: { login: user },
});

const showIssue = ({ number, title, body, labels, state, isPullRequest, user }: Issue) => ({
  number,
  title,
  body,
  state,
  html_url: `https://github.com/issues/${String(number)}`,
  labels: labels.map((name) => ({ name })),
  user: { login: user },
  ...(isPullRequest ? { pull_request: {} } : {}),
});
