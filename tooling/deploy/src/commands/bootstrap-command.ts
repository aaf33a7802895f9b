import type { Command } from '../command.ts';
import { json, stage } from './shared-options.ts';

export const bootstrapCommand: Command = {
  name: 'bootstrap',
  args: '',
  summary: 'set up keyless access of a GitHub repository to the account of a stage',
  description:
    'Makes, once for each stage, what the pipeline deploys by: the provider for GitHub’s tokens, a role that plans, a role that deploys, and the boundary of the roles that functions get. Shows what it would do, and does it when that is answered on a terminal, or with --yes. Repeated, it does what is missing or has changed: after an update of this tool, and when configurations name other roles, keys, parameters or secrets. It takes credentials of somebody who may change IAM.',
  options: [
    stage,
    { flags: '--repo <owner/name>', summary: 'the repository of GitHub that deploys' },
    {
      flags: '--repo-ids <owner/repository>',
      summary:
        'their ids, 123/456: for repositories made, renamed or moved after 18 June 2026, whose tokens have them',
    },
    {
      flags: '--environment <name>',
      summary: 'the environment of GitHub that deploys run in (default: the name of the stage)',
    },
    {
      flags: '--branch <name>',
      summary: 'the branch whose jobs may look at the stage, as pull requests may (default: main)',
    },
    {
      flags: '--print',
      summary: 'print it as a template of CloudFormation, and ask and change nothing',
    },
    { flags: '--yes', summary: 'do it without asking' },
    json,
  ],
  load: async () => (await import('./bootstrap.ts')).runBootstrap,
};
