import { join } from 'node:path';
import { renderReference } from '../src/reference/render-reference.ts';
import { findStalePages, writeReference } from '../src/reference/write-reference.ts';

/** Writes the pages of docs/reference/; with --check, says which are not what would be written. */
const root = join(import.meta.dirname, '..', '..', '..');
const pages = await renderReference();

if (process.argv.includes('--check')) {
  for (const path of await findStalePages(root, pages)) {
    process.stderr.write(`${path} is stale: run \`pnpm --filter @tooling/deploy run reference\`\n`);
    process.exitCode = 1;
  }
} else {
  await writeReference(root, pages);
}
