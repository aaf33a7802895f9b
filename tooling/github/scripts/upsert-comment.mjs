// The plan of a pull request, as its one comment.
import { existsSync, readFileSync } from 'node:fs';
import { openGitHub, required } from '../src/open-github.mjs';
import { runStep } from './run-step.mjs';
import { upsertComment } from '../src/upsert-comment.mjs';

await runStep(async (env) => {
  const number = required(env, 'PULL_REQUEST');
  if (!/^\d+$/.test(number)) throw new Error('PULL_REQUEST is no number');
  const file = required(env, 'BODY_FILE');
  const { address, outcome } = await upsertComment(openGitHub(env), {
    number,
    marker: required(env, 'MARKER'),
    text: existsSync(file) ? readFileSync(file, 'utf8') : describeMissing(env),
  });
  return `comment ${outcome}: ${address}`;
});

/** @param {Readonly<Record<string, string | undefined>>} env */
function describeMissing({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID }) {
  const run = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return `## No plan\n\nThe job that plans ended before it had one: [see the run](${run}).\n`;
}
