import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from '../../test/open-browser.ts';
import { manyLambdas, openPageLab, type PageLab } from '../../test/page-lab.ts';

let lab: PageLab;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([openPageLab(manyLambdas(300)), openBrowser()]);
  await lab.deploy('lambda-0000', 'lambda-0001');
});

afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

// The plan builds them all: on a busy machine that takes minutes.
it(
  'draws 300 lambdas, and colours them by what the next deploy does',
  { timeout: 1_800_000 },
  async () => {
    await lab.workspace.write({
      'lambdas/lambda-0001/index.js': 'export const handler = async () => 2;\n',
    });
    const { page, errors, close } = await openPage(browser, lab.url);
    await page.goto('/_console/#/graph');
    await page.locator('[data-node]').first().waitFor();
    const legend = page.getByRole('list', { name: 'Legend' });
    expect(await legend.textContent()).toMatch(/Not planned 300.*Packages 10/);

    await page.getByRole('button', { name: 'Make the plan' }).click();
    // As long as the test itself may take.
    await page.locator('.action-update[data-node="lambdas/lambda-0001"]').waitFor({ timeout: 0 });
    expect(await legend.textContent()).toMatch(/Created 298.*Updated 1.*Unchanged 1.*Packages 10/);
    await page.locator('.action-none[data-node="lambdas/lambda-0000"]').waitFor();
    const groups = page.locator('.node-group.action-create');
    const sizes = (await groups.allTextContents()).map((text) =>
      Number(/(\d+) lambdas/.exec(text)?.[1]),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(298);

    await page.getByLabel('Only what changes').check();
    await page.locator('[data-node="lambdas/lambda-0000"]').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await close();
  },
);
