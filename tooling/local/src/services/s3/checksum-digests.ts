import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export interface Digest {
  update(piece: Uint8Array): void;
  base64(): string;
}

/** The checksums that are verified: how each is called in input and output. */
export const checksumDigests: Readonly<Record<string, () => Digest>> = {
  ChecksumCRC32: crc32Digest,
  ChecksumSHA1: () => hashDigest('sha1'),
  ChecksumSHA256: () => hashDigest('sha256'),
};

function crc32Digest(): Digest {
  let value = 0;
  return {
    update(piece) {
      value = crc32(piece, value);
    },
    base64() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}

function hashDigest(algorithm: 'sha1' | 'sha256'): Digest {
  const hash = createHash(algorithm);
  return { update: (piece) => void hash.update(piece), base64: () => hash.copy().digest('base64') };
}
