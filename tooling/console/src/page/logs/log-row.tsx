import type { LogLine } from '../live/log-buffer.ts';
import { formatTimeOfDay, formatUtc } from '../parts/format-time.ts';
import { hueOf } from './hue-of.ts';
import { readMessage } from './read-message.ts';

/** Only so much of a line is drawn in the list: the rest is out of sight, and costs all the same. */
const drawnCharacters = 600;

export function LogRow({ line: { timestamp, source, message } }: { readonly line: LogLine }) {
  const { level, text } = readMessage(message);
  return (
    <div class={`log-row level-${(level ?? 'none').toLowerCase()}`}>
      <time dateTime={timestamp} title={formatUtc(timestamp)}>
        {formatTimeOfDay(timestamp)}
      </time>
      <span class={`log-source hue-${hueOf(source)}`} title={source}>
        {source}
      </span>
      <span class="log-level">{level === 'PLATFORM' || level === 'METRICS' ? '' : level}</span>
      <span class="log-text">{text.slice(0, drawnCharacters)}</span>
    </div>
  );
}
