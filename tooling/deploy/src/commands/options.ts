import type { CommandOption } from '../command.ts';

/** Options that several commands have, each the same everywhere. */
export const json: CommandOption = { flags: '--json', summary: 'print JSON lines instead of text' };
export const stage: CommandOption = {
  flags: '--stage <name>',
  summary: 'stage of deploy.config.ts (default: $DEPLOY_STAGE, else local)',
};
export const verify: CommandOption = {
  flags: '--verify',
  summary: 'build everything and compare bytes, whatever the task hashes say',
};

export const force: CommandOption = {
  flags: '--force',
  summary: 'let an older commit go live over a newer one',
};

export const unpin: CommandOption = {
  flags: '--unpin',
  summary: 'deploy also what was rolled back, and remove the pins of these functions',
};

export const atOnce: CommandOption = {
  flags: '--at-once',
  summary: 'switch everything at once and ask no alarm, whatever `switching` says',
};

export const independent: CommandOption = {
  flags: '--independent',
  summary: 'switch each function by itself: a failure keeps back only its own function',
};

export const graph: CommandOption = {
  flags: '--graph [file]',
  summary: 'draw it as a tree, or into a file: .svg, or mermaid as .mmd or .md',
};

/** What commands that take any number of lambdas say of them. */
export const namesHelp =
  'Names are directories under lambdas/; without any, DEPLOY_ONLY (a,b) or all of them.';
