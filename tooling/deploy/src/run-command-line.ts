import { describeFailure, UserError } from '@tooling/core/build';
import type { Failure } from '@tooling/core';
import type { Host } from './host.ts';
import { formatFailure } from './terminal/format-failure.ts';
import { createStyles } from './terminal/styles.ts';
import { jsonLine } from './json-line.ts';

/**
 * Runs one command line, from its arguments to its exit code.
 *
 * Failures are printed here and nowhere else: as text on standard error, or with `--json` as one
 * line on standard output.
 *
 * @param args - without the names of node and the script
 */
export async function runCommandLine(args: readonly string[], host: Host): Promise<number> {
  try {
    return await run(args, host);
  } catch (error) {
    const failure = toFailure(error, host);
    if (args.includes('--json')) {
      host.out(jsonLine({ type: 'error', failure }));
    } else {
      host.err(formatFailure(failure, createStyles(host.hasColors)));
    }
    await tellJob(args, failure, host);
    return failure.exitCode;
  }
}

/**
 * Tasks of turbo tell their failures by its log; what a job does about a stage stands in its annotations
 * and its summary.
 */
async function tellJob(args: readonly string[], failure: Failure, host: Host): Promise<void> {
  const { GITHUB_ACTIONS = '', GITHUB_STEP_SUMMARY = '' } = host.env;
  const [command = ''] = args;
  if (`${GITHUB_ACTIONS}${GITHUB_STEP_SUMMARY}` === '' || command === 'build') return;
  const [{ annotate }, { renderEnd }, { writeSummary }] = await Promise.all([
    import('./github/annotate.ts'),
    import('./github/render-failure.ts'),
    import('./github/write-summary.ts'),
  ]);
  annotate({ functions: [{ failure }] }, host, args.includes('--json'));
  writeSummary(host, () => renderEnd(command, failure));
}

/** turbo starts `lambda build` once for each lambda, without anything that needs a parser. */
async function run(args: readonly string[], host: Host): Promise<number> {
  const [command, ...options] = args;
  if (command === 'build' && options.every((option) => option === '--json')) {
    const { runBuild } = await import('./commands/build.ts');
    return runBuild({ args: [], options: { json: options.length > 0 } }, host);
  }
  const { parseCommandLine } = await import('./parse-command-line.ts');
  return parseCommandLine(args, host);
}

/** The failure as plain data. What Ctrl-C breaks off fails in many ways, all of which mean the same. */
function toFailure(error: unknown, { signal }: Host): Failure {
  if (!signal.aborted || error instanceof UserError) return describeFailure(error);
  return describeFailure(new UserError('INTERRUPTED', 'interrupted', { cause: error }));
}
