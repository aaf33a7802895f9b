/**
 * Loaded into the measured process by `--import`: leaves what it used in the file that BENCH_USAGE
 * names. Programs that it starts do not load it.
 */
import { writeFileSync } from 'node:fs';

const file = process.env.BENCH_USAGE;
if (file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, JSON.stringify(process.resourceUsage()));
  });
}
