import type { Plan } from '@tooling/core';
import { symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Files, TestWorkspace } from '../create-workspace.ts';
import { createWorkspace } from '../create-workspace.ts';
import { jsonLines, runLambda } from '../run-lambda.ts';
import { startStage } from '../stage.ts';
import { baseFiles } from './base-files.ts';
import { lockfileOf } from './lockfile.ts';
import { deployedByGitDiff, deployedByPackageGraph } from './naive-tools.ts';
import type { SeriesCommit } from './edits.ts';
import { series } from './series.ts';
import { differing, fingerprints } from './what-changed.ts';

/** What one commit made each tool deploy. */
export interface PrecisionRow {
  readonly title: string;
  /** By hand, from the series. */
  readonly expected: readonly string[];
  /** By building everything: bytes or configuration are others than before. */
  readonly changed: readonly string[];
  /** By our deploy. */
  readonly deployed: readonly string[];
  /** What the series says is an orphan by then. */
  readonly expectedOrphans: readonly string[];
  /** What our deploy reports as one. */
  readonly orphans: readonly string[];
  readonly gitDiff: readonly string[];
  readonly packageGraph: readonly string[];
}

interface Outcome {
  readonly lambda: string;
  readonly outcome: string;
}

/** The lambdas that one deploy changed in the stage, and the orphans that it told of. */
async function deploy(root: string, env: Readonly<Record<string, string>>) {
  const ran = await runLambda(['deploy', '--json'], { cwd: root, env });
  const events = jsonLines(ran.out);
  const planned = events.find(({ type }) => type === 'planned');
  const finished = events.find(({ type }) => type === 'finished');
  if (ran.exitCode !== 0 || planned === undefined || finished === undefined) {
    throw new Error(`${ran.out}\n${ran.err}`);
  }
  const { functions } = finished.report as { readonly functions: readonly Outcome[] };
  const { orphans } = planned.plan as Pick<Plan, 'orphans'>;
  return {
    deployed: functions.filter(({ outcome }) => outcome === 'deployed').map(({ lambda }) => lambda),
    orphans: orphans.map(({ lambda }) => lambda),
  };
}

/** Carries out one change, as an editor and `pnpm install` would together. @returns all files then */
async function apply(
  workspace: TestWorkspace,
  before: Files,
  { change }: SeriesCommit,
): Promise<Files> {
  const changes = change(before);
  const after = { ...before, ...changes };
  await workspace.write({ ...changes, 'pnpm-lock.yaml': lockfileOf(after) });
  const packages = Object.keys(changes).flatMap(
    (path) => /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1] ?? [],
  );
  for (const name of packages) {
    const link = join(workspace.root, 'node_modules/@packages', name);
    if (!existsSync(link)) await symlink(join(workspace.root, 'packages', name), link);
  }
  return after;
}

/** Deploys a whole history, commit by commit, to a local AWS of its own. */
export async function runSeries(): Promise<readonly PrecisionRow[]> {
  await using workspace = await createWorkspace({
    ...baseFiles,
    'pnpm-lock.yaml': lockfileOf(baseFiles),
  });
  await using stage = await startStage();
  const { root } = workspace;
  await deploy(root, stage.env);

  let files = baseFiles;
  let known = await fingerprints(root);
  let expectedOrphans: readonly string[] = [];
  const rows: PrecisionRow[] = [];
  for (const commit of series) {
    files = await apply(workspace, files, commit);
    await workspace.commit(commit.title, { allowEmpty: true });
    const [now, ours, packageGraph] = await Promise.all([
      fingerprints(root),
      deploy(root, stage.env),
      deployedByPackageGraph(root),
    ]);
    expectedOrphans = commit.orphans ?? expectedOrphans;
    rows.push({
      title: commit.title,
      expected: commit.deploys,
      changed: differing(known, now),
      ...ours,
      expectedOrphans,
      gitDiff: await deployedByGitDiff(root, [...now.keys()]),
      packageGraph,
    });
    known = now;
  }
  return rows;
}
