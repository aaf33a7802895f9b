import type { ZipSource } from '@tooling/core';
import pLimit from 'p-limit';

/** A zip that can be sent. */
export interface LentZip {
  /** Lends the zip for as long as it is sent. */
  lend<Result>(send: (zip: Uint8Array) => Promise<Result>): Promise<Result>;
  /** Piece by piece, for one that is sent elsewhere first. */
  stream(): AsyncIterable<Uint8Array>;
}

// A zip that is being sent is in memory some four times: itself, as base64, in the body, in the
// socket. Requests that wait for the quota have theirs too.
const zipsInMemory = 6;

/** Reads zips only while they are sent, and not many at once. Made once a store. */
export function createZipLender(): (source: ZipSource) => LentZip {
  const limit = pLimit(zipsInMemory);
  return (source) => ({
    lend: (send) => limit(async () => send(await source.read())),
    stream: () => source.stream(),
  });
}
