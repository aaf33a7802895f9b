/** `2026-11-23 06:41:12Z` of Lambda's `2026-11-23T06:41:12.000+0000`, and of ISO 8601. */
export const formatTime = (iso: string): string => iso.replace(/^(.{10})T(.{8}).*$/, '$1 $2Z');

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
] as const;

/** `3 d`, `5 h`, `12 min`: how long ago, rounded down; `just now` within a minute. */
export function formatAge(iso: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(iso)) / 1000;
  const unit = units.find((one) => seconds >= one.seconds);
  return unit === undefined ? 'just now' : `${Math.floor(seconds / unit.seconds)} ${unit.name}`;
}
