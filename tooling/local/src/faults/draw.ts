import { createHash } from 'node:crypto';

/**
 * A number from 0 (included) to 1 (excluded) that depends on its arguments alone: the same seed gives
 * the same faults to the same requests, in whatever order requests of different functions come.
 */
export function draw(seed: number, ...of: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...of]))
    .digest();
  return digest.readUInt32BE(0) / 0x1_0000_0000;
}
