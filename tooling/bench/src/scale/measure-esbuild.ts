import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { measure, type Usage } from './run-lambda.ts';

/**
 * esbuild alone over the same entries, all in one process: the least that building them can take. It
 * reads each shared module once, writes no zip, and checks nothing.
 */
export async function measureEsbuild(root: string, names: readonly string[]): Promise<Usage> {
  // Of the package whose dependency it is: the one that builds.
  const program = join(root, 'tooling', 'bundle', 'node_modules', '.bin', 'esbuild');
  const outDirectory = await mkdtemp(join(root, 'node_modules', '.bench-'));
  const options = ['--bundle', '--minify', '--sourcemap', '--platform=node', '--format=esm'];
  const args = [
    ...names.map((name) => join('lambdas', name, 'index.ts')),
    ...[...options, '--log-level=error', `--outdir=${outDirectory}`],
  ];
  try {
    return await measure({ command: program, args, cwd: root });
  } finally {
    await rm(outDirectory, { recursive: true });
  }
}
