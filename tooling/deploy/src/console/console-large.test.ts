import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manyLambdas, openPageLab, type PageLab } from '../../test/page-lab.ts';
import { openBrowser, openPage } from '../../test/open-browser.ts';

let lab: PageLab;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([openPageLab(manyLambdas(1000)), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

it('lists 1,000 functions, of which only those exist that can be seen', async () => {
  const { page, errors, close } = await openPage(browser, lab.url);
  await page.goto('/_console/');
  await page.getByText('1000 functions').waitFor();
  const rows = page.getByRole('option');
  expect(await rows.count()).toBeLessThan(40);

  await page.getByRole('listbox', { name: 'Functions' }).press('End');
  await page.getByRole('option', { name: /lambda-0999/ }).waitFor();
  expect(await rows.last().getAttribute('aria-posinset')).toBe('1000');
  expect(await rows.count()).toBeLessThan(40);

  await page.getByLabel('Search functions').fill('0123');
  await page.getByText('1 of 1000').waitFor();
  expect(errors).toEqual([]);
  await close();
});

it('draws 1,000 lambdas as groups of those that are alike, and one by itself when it is chosen', async () => {
  const { page, errors, close } = await openPage(browser, lab.url);
  await page.goto('/_console/#/graph');
  await page.locator('[data-node]').first().waitFor();
  // Ten packages, and the lambdas by what they use.
  expect(await page.locator('[data-node]').count()).toBeLessThan(40);
  expect(await page.locator('.node-group').first().textContent()).toMatch(/\d+ lambdas/);

  await page.getByLabel('Search lambdas and packages').fill('0123');
  await page.getByRole('option', { name: /lambda-0123/ }).click();
  await page.locator('[data-node="lambdas/lambda-0123"]').waitFor();
  expect(await page.locator('[data-node="packages/shared-3"]').count()).toBe(1);
  expect(await page.locator('[data-node="packages/shared-1"]').count()).toBe(0);
  expect(errors).toEqual([]);
  await close();
});
