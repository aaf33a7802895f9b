export type { Command } from './command.ts';
export { commands } from './commands/commands.ts';
export type { Host } from './host.ts';
export { runCommandLine } from './run-command-line.ts';
