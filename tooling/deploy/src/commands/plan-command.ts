import type { Command } from '../command.ts';
import {
  atOnce,
  force,
  graph,
  independent,
  json,
  namesHelp,
  stage,
  unpin,
  verify,
} from './options.ts';

export const planCommand: Command = {
  name: 'plan',
  args: '[names...]',
  summary: 'show what a deploy would do and why',
  description: `Compares what is built from the working tree with what is live in the stage. Changes nothing in it. ${namesHelp}`,
  options: [
    {
      flags: '--out <file>',
      summary: 'save the plan for `lambda deploy --plan`: without values of environments',
    },
    {
      flags: '--comment <file>',
      summary:
        'write the plan as Markdown for a comment, with sizes, npm packages and permissions against what is live',
    },
    {
      flags: '--base <directory>',
      summary:
        'compare with what another checkout of the repository, which is installed, deploys to a local AWS; asks no stage',
    },
    graph,
    stage,
    verify,
    force,
    unpin,
    atOnce,
    independent,
    json,
  ],
  load: async () => (await import('./plan.ts')).runPlan,
};
