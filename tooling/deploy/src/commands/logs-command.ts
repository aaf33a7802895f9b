import type { Command } from '../command.ts';
import { json, stage } from './options.ts';

export const logsCommand: Command = {
  name: 'logs',
  args: '<name>',
  summary: "show a function's log",
  description:
    "Reads the log group of the live version, oldest line first: time, version and environment, level and what was said. Of a group that several functions share, only this function's lines. With --follow it goes on until Ctrl-C, and waits for a log group that is not there yet. Lines that come up to a minute late are shown when they come, and none twice.",
  options: [
    { flags: '--follow', summary: 'go on with what comes, until Ctrl-C' },
    {
      flags: '--since <time>',
      summary: 'how old: 90s, 10m, 2h, 3d, 1w, or a time such as 2026-11-29T06:40Z (default: 10m)',
    },
    {
      flags: '--filter <pattern>',
      summary:
        'only lines that match a filter pattern of CloudWatch: ERROR, "disk full", %time.?out%, { $.level = "ERROR" }',
    },
    stage,
    json,
  ],
  load: async () => (await import('./logs.ts')).runLogs,
};
