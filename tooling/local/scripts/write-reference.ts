import { readFile, writeFile } from 'node:fs/promises';
import { readFacts, readWaiting } from '../src/services/lambda/facts/read-facts.ts';
import { readCoverage } from '../src/reference/read-coverage.ts';
import { renderLocalAws } from '../src/reference/render-local-aws.ts';
import { renderLocalEndpoints } from '../src/reference/render-local-endpoints.ts';

/** Writes pages of docs/reference/; with --check, says whether they are what would be written. */
const types = new URL('../../core/src/local-api.ts', import.meta.url);
const pages = {
  'local-aws.md': renderLocalAws({
    services: await readCoverage(),
    facts: readFacts(),
    waiting: readWaiting(),
  }),
  'local-endpoints.md': renderLocalEndpoints(await readFile(types, 'utf8')),
};

for (const [name, text] of Object.entries(pages)) {
  const page = new URL(`../../../docs/reference/${name}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    await writeFile(page, `${text}\n`);
  } else if ((await readFile(page, 'utf8').catch(() => '')) !== `${text}\n`) {
    process.stderr.write(
      `docs/reference/${name} is stale: run \`pnpm --filter @tooling/local run reference\`\n`,
    );
    process.exitCode = 1;
  }
}
