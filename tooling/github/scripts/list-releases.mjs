// Which versions are live and not tagged yet. Runs in the root of the repository.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listReleases } from '../src/list-releases.mjs';
import { required } from '../src/open-github.mjs';
import { runStep } from './run-step.mjs';

await runStep(async (env) => {
  const { releases, refused } = listReleases({
    packages: readPackages(),
    tags: execFileSync('git', ['tag', '--list'], { encoding: 'utf8' }).split('\n'),
    planned: readPlanned(required(env, 'PLAN_FILE')),
  });
  writeFileSync(required(env, 'RELEASES_FILE'), JSON.stringify(releases));
  return [
    `${releases.length} to release`,
    ...refused.map(({ tag, why }) => `${tag} is not live: ${why}`),
  ].join('; ');
});

/** @returns {import('../src/list-releases.mjs').Versioned[]} */
function readPackages() {
  return globSync('lambdas/*/package.json').flatMap((path) => {
    const { name, version } = JSON.parse(readFileSync(path, 'utf8'));
    const file = join(dirname(path), 'CHANGELOG.md');
    if (version === undefined || !existsSync(file)) return [];
    const changelog = readFileSync(file, 'utf8');
    return [{ lambda: basename(dirname(path)), name, version, changelog }];
  });
}

/**
 * The last plan in what `lambda plan --json` printed.
 *
 * @param {string} file
 * @returns {import('../src/list-releases.mjs').Planned[]}
 */
function readPlanned(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'));
  const plans = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'planned');
  const last = plans.at(-1);
  if (last === undefined) throw new Error(`${file} holds no plan`);
  return last.plan.functions;
}
