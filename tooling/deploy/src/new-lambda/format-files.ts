import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { PackageFile } from './render-files.ts';

/**
 * Lays files out as `pnpm run format` would: names of any length change where lines are broken.
 *
 * @param directory - where they will be, absolute: what is configured for it counts
 */
export function formatFiles(
  directory: string,
  files: readonly PackageFile[],
): Promise<readonly PackageFile[]> {
  return Promise.all(
    files.map(async ({ path, text }) => {
      const filepath = join(directory, path);
      const options = await resolveConfig(filepath, { editorconfig: true });
      return { path, text: await format(text, { ...options, filepath }) };
    }),
  );
}
