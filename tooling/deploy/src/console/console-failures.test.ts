import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPageLab, type PageLab } from '../../test/page-lab.ts';
import { openBrowser, openPage } from '../../test/open-browser.ts';

let lab: PageLab;
let browser: Browser;

beforeAll(async () => {
  const files = { 'lambdas/greet/index.js': 'export const handler = async () => 1;\n' };
  [lab, browser] = await Promise.all([openPageLab(files), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

it('says when the server is gone, keeps what it had, and goes on when it is back', async () => {
  const { page, foreign, close } = await openPage(browser, lab.url);
  await page.goto('/_console/');
  await page.getByRole('option', { name: /greet/ }).waitFor();
  await lab.stop();
  await page.getByText('The local AWS does not answer.').first().waitFor();
  expect(await page.getByRole('option', { name: /greet/ }).count()).toBe(1);

  await lab.restart();
  await page.getByText('The local AWS does not answer.').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Schedules' }).click();
  await page.getByText('There are no schedules').waitFor();
  expect(foreign).toEqual([]);
  await close();
});

it('waits for a server that answers slowly, and asks it nothing again meanwhile', async () => {
  const { page, close } = await openPage(browser, lab.url);
  const answer = Promise.withResolvers<undefined>();
  let asked = 0;
  await page.route('**/_console/api/functions', async (route) => {
    asked += 1;
    await answer.promise;
    await route.continue();
  });
  await page.clock.install();
  await page.goto('/_console/');
  await page.getByText('Loading…').waitFor();
  await page.clock.runFor('00:30');
  expect(asked).toBe(1);
  answer.resolve(undefined);
  await page.getByRole('option', { name: /greet/ }).waitFor();
  await close();
});

it('says what to do where there is nothing yet', async () => {
  const { page, errors, close } = await openPage(browser, lab.url);
  for (const [place, text] of [
    ['functions/greet', 'lambda deploy greet'],
    ['functions/greet/invoke', 'It is not deployed yet'],
    ['functions/gone', 'There is no function “gone”'],
    ['logs', 'Nothing was written yet'],
    ['data/buckets', 'There are no buckets'],
    ['data/queues', 'There are no queues'],
    ['data/events', 'No event was put on a bus yet'],
    ['data/topics', 'There are no topics'],
    ['elsewhere', 'There is no page “elsewhere”'],
  ] as const) {
    await page.goto(`/_console/#/${place}`);
    await page.getByText(text).waitFor();
  }
  expect(errors).toEqual([]);
  await close();
});

it('shows the server’s own words for what it refuses', async () => {
  const { page, close } = await openPage(browser, lab.url);
  await page.goto('/_console/#/data/queues/missing');
  await page.getByText('The messages cannot be read.').waitFor();
  expect(await page.getByRole('alert').textContent()).toMatch(/\(404\).*missing/);

  await lab.workspace.write({
    'lambdas/greet/lambda.config.ts': 'export default { memorySize: 1 };\n',
  });
  await page.goto('/_console/#/graph');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.getByText('The plan could not be made.').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('memorySize');
  await close();
});
