import { isMarked, markedBody } from './marked-body.mjs';

/**
 * Writes the one comment with this mark: a new one, or what it says from now on.
 *
 * @param {import('./open-github.mjs').GitHub} github
 * @param {{ number: string, marker: string, text: string }} comment
 * @returns {Promise<{ address: string, outcome: 'written' | 'updated' | 'unchanged' }>}
 */
export async function upsertComment(github, { number, marker, text }) {
  const body = markedBody(marker, text);
  for await (const found of github.list(`/issues/${number}/comments`)) {
    if (!isMarked(marker, found)) continue;
    if (found.body === body) return { address: found.html_url, outcome: 'unchanged' };
    const updated = await github.call('PATCH', `/issues/comments/${found.id}`, { body });
    return { address: updated.html_url, outcome: 'updated' };
  }
  const written = await github.call('POST', `/issues/${number}/comments`, { body });
  return { address: written.html_url, outcome: 'written' };
}
