import type { Command } from '../command.ts';
import { commands } from '../commands/commands.ts';
import { renderExitCodes } from './exit-code-meanings.ts';
import { code, codeBlock, page, table } from './markdown.ts';

const usageOf = ({ name, args, options }: Command): string =>
  ['lambda', name, args, ...(options.length > 0 ? ['[options]'] : [])]
    .filter((part) => part !== '')
    .join(' ');

function renderCommand(command: Command): string[] {
  const { name, summary, description, options } = command;
  return [
    `## lambda ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    codeBlock('text', usageOf(command)),
    description,
    table(
      ['Option', 'What it does'],
      options.map((option) => [code(option.flags), option.summary]),
    ),
  ];
}

const variables = [
  ['`DEPLOY_STAGE`', 'stage when there is no `--stage`; when not set either, `local`'],
  ['`DEPLOY_ONLY`', 'names of lambdas, with commas between, for `plan` and `deploy` without names'],
  [
    '`AWS_ENDPOINT_URL`',
    'endpoint in the place of AWS, or of the local AWS that a command would start',
  ],
  [
    '`AWS_PROFILE`, `AWS_ACCESS_KEY_ID` …',
    'credentials, as the AWS SDK reads them; the local stage needs none',
  ],
] as const;

/** docs/reference/cli.md. */
export function renderCli(): string {
  return page('The command line', [
    '`lambda` is on the path of every script of the repository; in a shell it is `pnpm lambda`. `lambda --help` lists the commands, `lambda help <command>` says what one takes.',
    table(
      ['Command', 'What it does'],
      commands.map(({ name, summary }) => [`[\`lambda ${name}\`](#lambda-${name})`, summary]),
    ),
    'In a pipeline `pnpm turbo run deploy` and `pnpm turbo run plan` run `lambda deploy` and `lambda plan`. Arguments do not pass through turbo: use the environment.',
    '## Environment',
    table(['Variable', 'What it does'], variables),
    '## Output',
    'Results go to standard output, progress and failures to standard error: live on a terminal, as plain lines elsewhere. With `--json` standard output has JSON alone, one object a line, each with a `type`; failures are among them.',
    '## Exit codes',
    renderExitCodes(),
    '[Errors](errors.md) has the codes of all failures.',
    ...commands.flatMap(renderCommand),
  ]);
}
