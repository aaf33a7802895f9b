/** What lines of functions' logs say: for the terminal, and for the console's page. */
export { readLogLine, type LogLine } from './logs/read-log-line.ts';
