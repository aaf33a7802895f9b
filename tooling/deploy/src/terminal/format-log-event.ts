import type { LogEvent } from '@tooling/aws';
import { formatLogMessage } from './format-log-message.ts';
import { showControls } from './show-controls.ts';
import type { Styles } from './styles.ts';

/** Of `ERROR`: what is said stands in one column. */
const levelWidth = 5;

/** `2026-11-29 06:41:12.345Z [3]0fa2b1 ERROR disk full`. What is said in further lines stands below. */
export function formatLogEvent({ time, stream, message }: LogEvent, styles: Styles): string {
  const place = styles.dim(`${time.replace('T', ' ')} ${showControls(shorten(stream))}`);
  const [first = '', ...below] = formatLogMessage(message, styles, levelWidth);
  const head = `${place} ${first}`.trimEnd();
  return [head, ...below.map((one) => `    ${one}`), ''].join('\n');
}

/** `2026/11/29/[3]0fa2b1c4…` → `[3]0fa2b1`: the version, and which of its environments. */
const shorten = (stream: string): string =>
  stream.replace(/^\d{4}\/\d\d\/\d\d\/.*(\[[^[\]]*\])([0-9a-f]{6})[0-9a-f]*$/, '$1$2');
