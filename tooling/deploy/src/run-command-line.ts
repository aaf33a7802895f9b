import { Command as Program, CommanderError } from 'commander';
import type { Failure } from '@tooling/core';
import type { Command, CommandInput } from './command.ts';
import { commands } from './commands/commands.ts';
import type { Host } from './host.ts';
import { formatFailure } from './terminal/format-failure.ts';
import { createStyles } from './terminal/styles.ts';
import { jsonLine } from './json-line.ts';

const footer = `
Exit codes: 0 done, 1 some function failed, 2 usage or configuration, 3 live moved, 70 bug.
Stages other than local need AWS credentials; AWS_ENDPOINT_URL puts another endpoint in their place.`;

interface Running {
  exitCode: number;
}

function addCommand(program: Program, command: Command, host: Host, running: Running): void {
  const sub = program.command(`${command.name} ${command.args}`.trim());
  sub.summary(command.summary).description(command.description).allowExcessArguments(false);
  for (const { flags, summary } of command.options) sub.option(flags, summary);
  sub.action(async () => {
    const options = sub.opts<CommandInput['options']>();
    const run = await command.load();
    running.exitCode = await run({ args: sub.args, options }, host);
  });
}

function createProgram(host: Host, running: Running): Program {
  const program = new Program('lambda');
  program
    .description('Builds, deploys and runs the lambdas of this repository.')
    .addHelpText('after', footer)
    .helpCommand('help [command]', 'show what a command does and takes')
    .showHelpAfterError('(run with --help to see what it takes)')
    .configureOutput({ writeOut: host.out, writeErr: host.err })
    .exitOverride();
  for (const command of commands) addCommand(program, command, host, running);
  return program;
}

/** The same number as in the core's list, which is loaded only for a failure: `--help` stays quick. */
const usageExitCode = 2;

/**
 * Runs one command line, from its arguments to its exit code.
 *
 * Failures are printed here and nowhere else: as text on standard error, or with `--json` as one
 * line on standard output.
 *
 * @param args - without the names of node and the script
 */
export async function runCommandLine(args: readonly string[], host: Host): Promise<number> {
  const running: Running = { exitCode: 0 };
  const isJson = args.includes('--json');
  try {
    await createProgram(host, running).parseAsync(args, { from: 'user' });
    return running.exitCode;
  } catch (error) {
    // Commander has printed its complaint already, as text; only the exit code is left to say.
    if (error instanceof CommanderError && (error.exitCode === 0 || !isJson)) {
      return error.exitCode === 0 ? 0 : usageExitCode;
    }
    const failure = await toFailure(error, host);
    if (isJson) {
      host.out(jsonLine({ type: 'error', failure }));
    } else {
      host.err(formatFailure(failure, createStyles(host.hasColors)));
    }
    return failure.exitCode;
  }
}

/**
 * The failure as plain data. What Ctrl-C breaks off fails in many ways, all of which mean the same.
 *
 * The core is loaded only here: it brings the schemas, and `--help` does without them.
 */
async function toFailure(error: unknown, { signal }: Host): Promise<Failure> {
  const { describeFailure, UserError } = await import('@tooling/core');
  if (error instanceof CommanderError) {
    return describeFailure(new UserError('USAGE', error.message.replace(/^error: /, '')));
  }
  if (!signal.aborted || error instanceof UserError) return describeFailure(error);
  return describeFailure(new UserError('INTERRUPTED', 'interrupted', { cause: error }));
}
