import { isMarked, markedBody } from './marked-body.mjs';

/**
 * Keeps one issue open while there is something to report, and closes it when there is nothing any more.
 *
 * @param {import('./open-github.mjs').GitHub} github
 * @param {{ marker: string, title: string, text: string, isOver: boolean, farewell: string }} report
 * @returns {Promise<{ address?: string, outcome: 'opened' | 'updated' | 'unchanged' | 'closed' | 'none' }>}
 */
export async function reportIssue(github, { marker, title, text, isOver, farewell }) {
  const body = markedBody(marker, text);
  const found = await findOpen(github, marker);
  if (isOver) {
    if (found === undefined) return { outcome: 'none' };
    await github.call('POST', `/issues/${found.number}/comments`, { body: farewell });
    const closing = { state: 'closed', state_reason: 'completed' };
    const closed = await github.call('PATCH', `/issues/${found.number}`, closing);
    return { address: closed.html_url, outcome: 'closed' };
  }
  if (found === undefined) {
    const opened = await github.call('POST', '/issues', { title, body });
    return { address: opened.html_url, outcome: 'opened' };
  }
  if (found.body === body) return { address: found.html_url, outcome: 'unchanged' };
  const updated = await github.call('PATCH', `/issues/${found.number}`, { title, body });
  return { address: updated.html_url, outcome: 'updated' };
}

/**
 * @param {import('./open-github.mjs').GitHub} github
 * @param {string} marker
 */
async function findOpen(github, marker) {
  const mine = `creator=${encodeURIComponent('github-actions[bot]')}`;
  for await (const issue of github.list(`/issues?state=open&${mine}`)) {
    // To this API a pull request is an issue, too.
    if (issue.pull_request === undefined && isMarked(marker, issue)) return issue;
  }
  return undefined;
}
