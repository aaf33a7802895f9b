import type { PlacedEvent } from './logs-documents.ts';

/** A place between events: after, or before, the one that it names. */
export type EventPlace = Pick<PlacedEvent, 'timestamp' | 'stream' | 'sequence'>;

/** Events are ordered by time; of one moment, by stream and then as they were put. */
export function comparePlaces(a: EventPlace, b: EventPlace): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1;
  return a.sequence - b.sequence;
}

/** 56 digits, as AWS's are: the time and the position, in the order of the events of a stream. */
export function eventId({ timestamp, sequence }: EventPlace): string {
  return `${String(timestamp).padStart(20, '0')}${String(sequence).padStart(36, '0')}`;
}

/** `f/…` goes on forward from an event of a stream, `b/…` backward. */
export function writeStreamToken(direction: 'f' | 'b', place: EventPlace): string {
  return `${direction}/${eventId(place)}`;
}

export function parseStreamToken(
  token: string,
  stream: string,
): { readonly direction: 'f' | 'b'; readonly place: EventPlace } | undefined {
  const match = /^([fb])\/(\d{20})(\d{36})$/.exec(token);
  if (match === null) return undefined;
  const place = { timestamp: Number(match[2]), sequence: Number(match[3]), stream };
  return { direction: match[1] === 'f' ? 'f' : 'b', place };
}

/** The same over all streams of a group. */
export function writeGroupToken({ timestamp, stream, sequence }: EventPlace): string {
  return Buffer.from(JSON.stringify([timestamp, stream, sequence])).toString('base64url');
}

export function parseGroupToken(token: string): EventPlace | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const [timestamp, stream, sequence] = value as unknown[];
  if (typeof timestamp !== 'number' || typeof stream !== 'string') return undefined;
  return typeof sequence === 'number' ? { timestamp, stream, sequence } : undefined;
}
