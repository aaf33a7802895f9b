// Tags and releases of the versions that are live.
import { readFileSync } from 'node:fs';
import { openGitHub, required } from '../src/open-github.mjs';
import { publishReleases } from '../src/publish-releases.mjs';
import { runStep } from './run-step.mjs';

await runStep(async (env) => {
  const commit = required(env, 'COMMIT');
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new Error('COMMIT is no full commit');
  const releases = JSON.parse(readFileSync(required(env, 'RELEASES_FILE'), 'utf8'));
  const outcomes = await publishReleases(openGitHub(env), { releases, commit });
  const published = outcomes.filter(({ outcome }) => outcome === 'published');
  if (published.length === 0) return 'nothing to release';
  return `released ${published.map(({ tag }) => tag).join(', ')}`;
});
