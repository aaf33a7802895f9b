import { markedBody } from './marked-body.mjs';

/**
 * Opens the pull request of a branch, or says in the open one what it is about now.
 *
 * @param {import('./open-github.mjs').GitHub} github
 * @param {{ owner: string, head: string, base: string, title: string, text: string }} wanted
 * @returns {Promise<{ address: string, outcome: 'opened' | 'updated' }>}
 */
export async function upsertPullRequest(github, { owner, head, base, title, text }) {
  const body = markedBody('lambda-versions', text);
  const query = new URLSearchParams({ state: 'open', head: `${owner}:${head}`, base });
  for await (const found of github.list(`/pulls?${query}`)) {
    const updated = await github.call('PATCH', `/pulls/${found.number}`, { title, body });
    return { address: updated.html_url, outcome: 'updated' };
  }
  const opened = await github.call('POST', '/pulls', { title, body, head, base });
  return { address: opened.html_url, outcome: 'opened' };
}
