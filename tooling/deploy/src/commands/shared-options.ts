import type { CommandOption } from '../command.ts';

export const json: CommandOption = { flags: '--json', summary: 'print JSON lines instead of text' };

export const stage: CommandOption = {
  flags: '--stage <name>',
  summary: 'stage of deploy.config.ts (default: $DEPLOY_STAGE, else local)',
};
