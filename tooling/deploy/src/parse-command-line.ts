import { Command as Program, CommanderError } from 'commander';
import { UserError } from '@tooling/core/build';
import type { Command, CommandInput } from './command.ts';
import { commands } from './commands/commands.ts';
import type { Host } from './host.ts';

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

/** The same number as in the core's list, which `--help` does without. */
const usageExitCode = 2;

/**
 * Parses a command line and runs the command.
 *
 * @returns its exit code
 * @throws UserError USAGE where the mistake is to be printed as JSON; as text it has been printed
 */
export async function parseCommandLine(args: readonly string[], host: Host): Promise<number> {
  const running: Running = { exitCode: 0 };
  try {
    await createProgram(host, running).parseAsync(args, { from: 'user' });
    return running.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (!args.includes('--json')) return usageExitCode;
    throw new UserError('USAGE', error.message.replace(/^error: /, ''));
  }
}
