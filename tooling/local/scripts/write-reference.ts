import { readFile, writeFile } from 'node:fs/promises';
import { readFacts, readWaiting } from '../src/services/lambda/facts/read-facts.ts';
import { readCoverage } from '../src/reference/read-coverage.ts';
import { renderLocalAws } from '../src/reference/render-local-aws.ts';

/** Writes docs/reference/local-aws.md; with --check, says whether it is what would be written. */
const page = new URL('../../../docs/reference/local-aws.md', import.meta.url);
const text = `${renderLocalAws({
  services: await readCoverage(),
  facts: readFacts(),
  waiting: readWaiting(),
})}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(page, text);
} else if ((await readFile(page, 'utf8').catch(() => '')) !== text) {
  process.stderr.write(
    'docs/reference/local-aws.md is stale: run `pnpm --filter @tooling/local run reference`\n',
  );
  process.exitCode = 1;
}
