import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AliasMemory } from '@tooling/aws';
import type { Stage } from '@tooling/core';
import { z } from 'zod';

/**
 * How this checkout left the aliases that it moved. Hints, which AWS verifies: they may be deleted,
 * and a fresh clone has none.
 */
const directoryName = join('node_modules', '.cache', 'lambda-aliases');

const hintSchema = z.object({
  version: z.string(),
  revisionId: z.string(),
  description: z.string().optional(),
});

/** One small file a function, so that no run has to read or write those of all others. */
export function rememberAliases(root: string, { name, region }: Stage): AliasMemory {
  const fileOf = (functionName: string) =>
    join(root, directoryName, name, region, `${functionName}.json`);
  return {
    async recall(functionName) {
      try {
        const text = await readFile(fileOf(functionName), 'utf8');
        return hintSchema.safeParse(JSON.parse(text)).data;
      } catch {
        return undefined;
      }
    },
    async remember(functionName, hint) {
      const file = fileOf(functionName);
      const temporary = `${file}.${process.pid}.tmp`;
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(temporary, JSON.stringify(hint));
        await rename(temporary, file);
      } catch {
        // A read-only or full disk costs the next run a request, and must not fail this one.
      }
    },
  };
}
