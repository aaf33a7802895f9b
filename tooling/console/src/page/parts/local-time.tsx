import { useNow } from './now-context.ts';
import { formatDistance, formatLocalTime, formatUtc } from './format-time.ts';

interface LocalTimeProps {
  /** ISO 8601. */
  readonly at: string;
  /** Says how long ago or ahead it is, by the machine's time. */
  readonly isRelative?: boolean;
}

/** A moment in the reader's time; its title has UTC. */
export function LocalTime({ at, isRelative = false }: LocalTimeProps) {
  const now = useNow();
  const text = isRelative ? formatDistance(at, now()) : formatLocalTime(at);
  const title = isRelative ? `${formatLocalTime(at)}, ${formatUtc(at)}` : formatUtc(at);
  return (
    <time dateTime={at} title={title}>
      {text}
    </time>
  );
}
