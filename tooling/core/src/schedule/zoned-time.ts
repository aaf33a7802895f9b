/** Whether it is a zone of the IANA database: `Europe/Berlin`, `UTC`. */
export function isTimezone(name: string): boolean {
  // An offset is a zone to JavaScript, and not to AWS.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The time that the clocks of a zone show at a moment, in milliseconds as if they stood in UTC.
 */
export function localTimeAt(momentMs: number, timezone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(momentMs)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const subSecond = ((momentMs % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + subSecond;
}

/**
 * The moment at which the clocks of a zone show a time: the first one where they show it twice, none
 * where they jump over it.
 *
 * @param localMs - as `localTimeAt` gives it
 */
export function momentOf(localMs: number, timezone: string): number | undefined {
  const offsets = [localMs - dayMs, localMs + dayMs].map((nearMs) => offsetAt(nearMs, timezone));
  const moments = offsets
    .map((offsetMs) => localMs - offsetMs)
    .filter((momentMs) => localTimeAt(momentMs, timezone) === localMs);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

const dayMs = 86_400_000;

function offsetAt(momentMs: number, timezone: string): number {
  return localTimeAt(momentMs, timezone) - momentMs;
}

/** Making one takes longer than using it a thousand times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timezone, format);
  }
  return format;
}
