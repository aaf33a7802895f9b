import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { renderPrecision } from '../test/precision/render-precision.ts';
import { runSeries } from '../test/precision/run-series.ts';

/** Runs the series of commits, which takes a minute, and writes its table into docs/. */
const page = resolve(import.meta.dirname, '../../../docs/precision.md');
await writeFile(page, renderPrecision(await runSeries()));
