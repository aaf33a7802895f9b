import type { BlobStore } from '../../../state/state.ts';

/** The zip of that hex SHA-256, or undefined when there is none. */
export async function readCode(
  blobs: BlobStore,
  sha256Hex: string,
): Promise<Uint8Array | undefined> {
  if (!/^[0-9a-f]{64}$/.test(sha256Hex)) return undefined;
  try {
    return await blobs.read(sha256Hex);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
