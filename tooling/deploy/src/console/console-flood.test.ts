import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from '../../test/open-browser.ts';
import { openPageLab, type PageLab } from '../../test/page-lab.ts';

let lab: PageLab;
let browser: Browser;

const flood = `
export const handler = async () => {
  for (let line = 1; line <= 12_000; line += 1) process.stdout.write('line ' + line + '\\n');
};
`;

beforeAll(async () => {
  const files = {
    'lambdas/flood/index.js': flood,
    'lambdas/flood/lambda.config.ts': 'export default { timeout: 60 };\n',
  };
  [lab, browser] = await Promise.all([openPageLab(files), openBrowser()]);
  await lab.deploy();
});

afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

it('keeps so many lines of a flood, says how many are missing, and stays usable on a phone', async () => {
  const viewport = { width: 390, height: 844 };
  const { page, errors, close } = await openPage(browser, lab.url, { viewport });
  await page.goto('/_console/#/functions');
  const functions = page.getByRole('listbox', { name: 'Functions' });
  await functions.press('End');
  await functions.press('Enter');
  // The list is gone: the focus is on what has come, once that is drawn.
  await page.locator('h2:focus', { hasText: /^flood$/ }).waitFor();
  await page.getByRole('link', { name: 'Invoke' }).click();
  await page.getByRole('button', { name: 'Invoke' }).click();
  await page.getByText('Succeeded').waitFor();
  await page.getByRole('link', { name: 'Logs' }).last().click();

  await page.getByText(/lines (were dropped|came too fast)/).waitFor();
  const rows = page.getByRole('listbox', { name: 'Log lines' }).getByRole('option');
  expect(await rows.count()).toBeLessThan(60);
  // The oldest line is the next that has to go, as long as more of them come.
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('listbox', { name: 'Log lines' }).press('Home');
  await rows.first().click();
  await page.getByRole('region', { name: 'Message' }).waitFor();
  expect(errors).toEqual([]);
  await close();
});
