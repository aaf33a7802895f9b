import { unzipSync } from 'fflate';
import { invalidParameter, requestTooLarge } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';

const unreadable =
  'Could not unzip uploaded file. Please check your file, then try to upload again.';

/**
 * Unpacks a zip in memory, to know that it can be unpacked, and forgets what was in it.
 *
 * Sizes are added up before anything is unpacked, and a file that would land outside of the
 * function's directory is refused before anyone writes it.
 *
 * @returns The bytes of all its files.
 * @throws AwsError for what Lambda would refuse.
 */
export function checkZip(zip: Uint8Array): number {
  if (zip.length > lambdaLimits.zippedBytes) {
    throw requestTooLarge(
      `Zipped size must be smaller than ${String(lambdaLimits.zippedBytes)} bytes`,
    );
  }
  const entries = listEntries(zip);
  if (entries.length === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
  if (entries.some(({ name }) => leavesDirectory(name))) throw invalidParameter(unreadable);
  const unzippedBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (unzippedBytes > lambdaLimits.unzippedBytes) {
    throw invalidParameter(
      `Unzipped size must be smaller than ${String(lambdaLimits.unzippedBytes)} bytes`,
    );
  }
  const files = readable(() => unzipSync(zip));
  return Object.values(files).reduce((sum, file) => sum + file.length, 0);
}

interface Entry {
  readonly name: string;
  readonly bytes: number;
}

/** Reads the directory of the zip alone: the filter keeps every file from being unpacked. */
function listEntries(zip: Uint8Array): readonly Entry[] {
  const entries: Entry[] = [];
  readable(() =>
    unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        entries.push({ name, bytes: originalSize });
        return false;
      },
    }),
  );
  return entries;
}

function leavesDirectory(name: string): boolean {
  const parts = name.split(/[/\\]/);
  return name.startsWith('/') || name.includes('\0') || parts.includes('..');
}

/** fflate's errors say what is wrong with the bytes; whoever uploaded them is told what AWS says. */
function readable<Result>(read: () => Result): Result {
  try {
    return read();
  } catch {
    throw invalidParameter(unreadable);
  }
}
