// The pull request that releases what changesets wait for.
import { readFileSync } from 'node:fs';
import { openGitHub, required } from '../src/open-github.mjs';
import { runStep } from './run-step.mjs';
import { upsertPullRequest } from '../src/upsert-pull-request.mjs';

await runStep(async (env) => {
  const [owner = ''] = required(env, 'GITHUB_REPOSITORY').split('/');
  const { address, outcome } = await upsertPullRequest(openGitHub(env), {
    owner,
    head: required(env, 'HEAD'),
    base: required(env, 'BASE'),
    title: 'Release versions',
    text: readFileSync(required(env, 'BODY_FILE'), 'utf8'),
  });
  return `pull request ${outcome}: ${address}`;
});
