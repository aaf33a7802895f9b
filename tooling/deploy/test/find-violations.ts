import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe objects to in what a page shows now: the rule's id, and the elements with the reason. */
export async function findViolations(page: Page) {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axeSource);
  return await page.evaluate(runInPage);
}

async function runInPage() {
  const { axe: tool } = globalThis as unknown as { axe: typeof axe };
  const { violations } = await tool.run();
  return violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}
