/** In the reader's own zone, with the seconds. */
export function formatLocalTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : localTime.format(date);
}

/** For a line of a log: the time of day with milliseconds. */
export function formatTimeOfDay(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : timeOfDay.format(date);
}

/** What a title says besides: the moment in UTC, as AWS and git have it. */
export function formatUtc(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `in 3 min`, `2 h ago`: the two largest units at most. */
export function formatDistance(iso: string, from: Date): string {
  const seconds = Math.round((new Date(iso).getTime() - from.getTime()) / 1000);
  if (Number.isNaN(seconds)) return '';
  const size = Math.abs(seconds);
  if (size < 1) return 'now';
  const index = steps.findIndex(({ seconds: unit }) => size >= unit);
  const step = steps[index] ?? { seconds: 1, name: 's' };
  const next = steps[index + 1];
  const whole = Math.floor(size / step.seconds);
  const rest = next === undefined ? 0 : Math.floor((size % step.seconds) / next.seconds);
  const text = `${whole} ${step.name}${next !== undefined && rest > 0 ? ` ${rest} ${next.name}` : ''}`;
  return seconds > 0 ? `in ${text}` : `${text} ago`;
}

const steps = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
];

const localTime = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
});

const timeOfDay = new Intl.DateTimeFormat('sv-SE', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
