import type { Rule } from './rule.ts';
import type { LooseJob, LooseStep, ReadFile } from './source-file.ts';

const caching = /^actions\/cache(?:\/|@)/;

/**
 * A job that deploys, and each that hands it files, takes nothing from a cache: what lies there was
 * written by an earlier run, with the tests of a pull request perhaps.
 */
export const uncachedDeploys: Rule = {
  name: 'uncached-deploys',
  check(file, files) {
    const jobs = file.value.jobs ?? {};
    return Object.entries(jobs)
      .filter(([, job]) => isDeploying(job, jobs))
      .flatMap(([id, { steps = [] }]) =>
        steps.flatMap((step, index) => {
          const cached = cachesOf(step, files);
          return cached.map((what) => ({
            line: file.lineOf(['jobs', id, 'steps', index]),
            message: `job ${id} is part of a deploy and takes ${what}`,
          }));
        }),
      );
  },
};

/** With an environment, or with an artifact for a job that has one. */
function isDeploying(job: LooseJob, jobs: Readonly<Record<string, LooseJob>>): boolean {
  if (job.environment !== undefined) return true;
  const given = artifactsOf(job, 'upload');
  return Object.values(jobs).some(
    (other) =>
      other.environment !== undefined &&
      artifactsOf(other, 'download').some((name) => given.includes(name)),
  );
}

function artifactsOf({ steps = [] }: LooseJob, action: 'download' | 'upload'): readonly unknown[] {
  return steps
    .filter(({ uses }) => uses?.startsWith(`actions/${action}-artifact@`) === true)
    .map((step) => step.with?.name);
}

/** Caches that a step restores, itself or by an action of the repository. */
function cachesOf(step: LooseStep, files: readonly ReadFile[]): readonly string[] {
  const { uses } = step;
  if (uses === undefined) return [];
  if (caching.test(uses)) return [uses];
  if (step.with?.cache !== undefined) return [`the cache of ${uses}`];
  if (!uses.startsWith('./')) return [];
  const action = files.find(({ path }) => `./${path}`.startsWith(`${uses}/action.`));
  if (action === undefined) return [`${uses}, which is not there`];
  return (action.value.runs?.steps ?? [])
    .filter((inner) => inner.uses !== undefined && caching.test(inner.uses))
    .filter((inner) => !isSwitchedOff(inner, step, action))
    .map(({ uses: cache }) => `${String(cache)} by ${uses}`);
}

/** `if: inputs.NAME == 'true'`, with an input that is neither given nor on by default. */
function isSwitchedOff({ if: condition = '' }: LooseStep, step: LooseStep, action: ReadFile) {
  const name = /^inputs\.(?<name>[\w-]+) == 'true'$/.exec(condition)?.groups?.name;
  if (name === undefined) return false;
  const value = step.with?.[name] ?? action.value.inputs?.[name]?.default;
  return String(value) === 'false';
}
