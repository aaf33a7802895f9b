import pLimit from 'p-limit';

/** Lends a zip for as long as it is sent. */
export type WithZip = <Result>(send: (zip: Uint8Array) => Promise<Result>) => Promise<Result>;

// A zip that is being sent is in memory some four times: itself, as base64, in the body, in the
// socket. Requests that wait for the quota have theirs too.
const zipsInMemory = 6;

/** Reads zips only while they are sent, and not many at once. Made once a store. */
export function createZipLender(): (readZip: () => Promise<Uint8Array>) => WithZip {
  const limit = pLimit(zipsInMemory);
  return (readZip) => (send) => limit(async () => send(await readZip()));
}
