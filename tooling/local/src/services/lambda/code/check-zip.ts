import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { AwsError } from '../../../aws-error.ts';
import { invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { checkPaths } from './check-paths.ts';
import {
  compressedBytesOf,
  readZipDirectory,
  ZipError,
  type ZipEntry,
} from './read-zip-directory.ts';

const inflate = promisify(inflateRaw);

/**
 * Unpacks a zip in memory, to know that it can be unpacked, and forgets what was in it.
 *
 * Sizes are added up before anything is unpacked, nothing may be longer than it says, and files
 * that could not be written into the function's directory are refused before anyone tries.
 *
 * @returns The bytes of all its files.
 * @throws AwsError for what Lambda would refuse.
 */
export async function checkZip(zip: Uint8Array): Promise<number> {
  try {
    return await checkEntries(zip, readZipDirectory(zip));
  } catch (error) {
    if (error instanceof AwsError) throw error;
    if (!isUnreadable(error)) throw error;
    throw invalidParameter(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
}

async function checkEntries(zip: Uint8Array, entries: readonly ZipEntry[]): Promise<number> {
  if (entries.length === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
  checkPaths(entries.map(({ name }) => name));
  const unzippedBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (unzippedBytes > lambdaLimits.unzippedBytes) {
    throw invalidParameter(
      `Unzipped size must be smaller than ${String(lambdaLimits.unzippedBytes)} bytes`,
    );
  }
  for (const entry of entries) await checkContent(zip, entry);
  return unzippedBytes;
}

async function checkContent(zip: Uint8Array, entry: ZipEntry): Promise<void> {
  const { name, method, isEncrypted, bytes } = entry;
  if (isEncrypted || (method !== 0 && method !== 8)) throw new ZipError(`${name} is unreadable`);
  const compressed = compressedBytesOf(zip, entry);
  const content =
    method === 0 ? compressed : await inflate(compressed, { maxOutputLength: bytes + 1 });
  if (content.length !== bytes) throw new ZipError(`${name} is not as long as it says`);
  if (crc32(content) !== entry.crc32) throw new ZipError(`${name} is damaged`);
}

/** What reading bytes that are no zip ends in: our own errors, reads beyond the end, zlib's. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof ZipError || error instanceof RangeError) return true;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE';
}
