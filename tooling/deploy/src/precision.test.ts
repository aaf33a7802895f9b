import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { renderPrecision } from '../test/precision/render-precision.ts';
import { runSeries } from '../test/precision/run-series.ts';

const page = resolve(import.meta.dirname, '../../../docs/precision.md');

it(
  'deploys after each of a series of commits exactly what changed, and the table in docs/ says so',
  { timeout: 1_200_000 },
  async () => {
    const rows = await runSeries();
    for (const { title, expected, changed, deployed, expectedOrphans, orphans } of rows) {
      expect({ title, changed, deployed, orphans }).toEqual({
        title,
        changed: expected,
        deployed: expected,
        orphans: expectedOrphans,
      });
    }
    expect(await readFile(page, 'utf8')).toBe(renderPrecision(rows));
  },
);
