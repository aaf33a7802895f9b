import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { createWorkspace, lambdaManifest, type TestWorkspace } from '../test/create-workspace.ts';
import { reloaded, startDev, type Dev } from '../test/dev-lab.ts';
import { openBrowser, openPage } from '../test/open-browser.ts';

let workspace: TestWorkspace;
let dev: Dev;
let browser: Browser;
beforeAll(async () => {
  workspace = await createWorkspace({
    'lambdas/edited/package.json': lambdaManifest('edited'),
    'lambdas/edited/index.ts': 'export const handler = async () => 1;\n',
    'lambdas/left/package.json': lambdaManifest('left'),
    'lambdas/left/index.ts': 'export const handler = async () => 1;\n',
  });
  [dev, browser] = await Promise.all([startDev(workspace.root), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await dev[Symbol.asyncDispose]();
  await workspace[Symbol.asyncDispose]();
});

test('the console says of which functions the working tree runs, and runs what was saved', async () => {
  const { page, errors, close } = await openPage(browser, dev.url);
  // What somebody who waited in vain had before him.
  onTestFailed(async () => {
    console.error(await page.locator('body').innerText(), errors, dev.lines);
  });
  await page.goto('/_console/#/functions/edited');
  const row = (name: RegExp) =>
    page.getByRole('listbox', { name: 'Functions' }).getByRole('option', { name });
  await row(/^edited Active/).waitFor();

  await workspace.write({ 'lambdas/edited/index.ts': 'export const handler = async () => 22;\n' });
  expect(await dev.next(reloaded)).toMatchObject({ functions: ['edited'] });
  await row(/^edited Working tree/).waitFor();
  await row(/^left Active/).waitFor();
  await page.getByText(/^Runs the code of the working tree since/).waitFor();

  await page.getByRole('link', { name: 'Invoke' }).click();
  await page.getByRole('button', { name: 'Invoke' }).click();
  const result = page.getByRole('region', { name: 'Result', exact: true });
  await expect.poll(() => result.textContent(), { timeout: 120_000 }).toContain('22');

  // As it was deployed: nothing stands in its place any more.
  await workspace.write({ 'lambdas/edited/index.ts': 'export const handler = async () => 1;\n' });
  await dev.next(reloaded);
  await row(/^edited Active/).waitFor();
  expect(errors).toEqual([]);
  await close();
});
