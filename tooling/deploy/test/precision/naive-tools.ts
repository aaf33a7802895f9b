import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Names of the lambdas, from paths or package names. */
const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

/**
 * What a pipeline with path filters deploys for the last commit: the lambdas whose directory it touched,
 * and all of them once it touched anything that is shared: packages/, the lockfile, the configuration.
 */
export async function deployedByGitDiff(
  root: string,
  lambdas: readonly string[],
): Promise<readonly string[]> {
  const { stdout } = await run('git', ['diff', '--name-only', 'HEAD~1', 'HEAD'], { cwd: root });
  const paths = stdout.split('\n').filter((path) => path !== '');
  const isShared = (path: string) =>
    /^(?:packages\/|pnpm-lock\.yaml$|package\.json$|deploy\.config\.ts$|tsconfig\.json$)/.test(
      path,
    );
  if (paths.some(isShared)) return sorted(lambdas);
  const touched = paths.flatMap((path) => /^lambdas\/([^/]+)\//.exec(path)?.[1] ?? []);
  return sorted(touched.filter((name) => lambdas.includes(name)));
}

/**
 * What a tool that asks the graph of packages deploys: turbo's own answer to which lambdas the last
 * commit affects.
 */
export async function deployedByPackageGraph(root: string): Promise<readonly string[]> {
  const args = ['run', 'build', '--affected', '--dry=json'];
  const { stdout } = await run(join(root, 'node_modules', '.bin', 'turbo'), args, {
    cwd: root,
    env: {
      ...process.env,
      TURBO_SCM_BASE: 'HEAD~1',
      TURBO_SCM_HEAD: 'HEAD',
      TURBO_TELEMETRY_DISABLED: '1',
    },
  });
  const { packages } = JSON.parse(stdout) as { readonly packages: readonly string[] };
  return sorted(packages.flatMap((name) => /^@lambdas\/(.+)$/.exec(name)?.[1] ?? []));
}
