// What has drifted, as the one open issue about it.
import { readFileSync } from 'node:fs';
import { openGitHub, required } from '../src/open-github.mjs';
import { reportIssue } from '../src/report-issue.mjs';
import { runStep } from './run-step.mjs';

await runStep(async (env) => {
  const state = required(env, 'STATE');
  if (state !== 'none' && state !== 'found') throw new Error(`STATE is neither none nor found`);
  const { address, outcome } = await reportIssue(openGitHub(env), {
    marker: 'lambda-drift',
    title: 'What is live is not what was deployed',
    text: readFileSync(required(env, 'BODY_FILE'), 'utf8'),
    isOver: state === 'none',
    farewell: 'Everything is as it was deployed again.',
  });
  return outcome === 'none' ? 'no drift, and no issue' : `issue ${outcome}: ${address}`;
});
