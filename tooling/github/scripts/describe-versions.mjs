// What `changeset status --output` says, as the text of a pull request.
import { readFileSync, writeFileSync } from 'node:fs';
import { describeVersions } from '../src/describe-versions.mjs';
import { required } from '../src/open-github.mjs';
import { runStep } from './run-step.mjs';

await runStep(async (env) => {
  const status = JSON.parse(readFileSync(required(env, 'STATUS_FILE'), 'utf8'));
  writeFileSync(required(env, 'BODY_FILE'), describeVersions(status));
  const { length } = status.changesets;
  return length === 1
    ? '1 changeset waits for its release'
    : `${length} changesets wait for their release`;
});
