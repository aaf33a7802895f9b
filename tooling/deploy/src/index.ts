export type { Host } from './host.ts';
export { runCommandLine } from './run-command-line.ts';
