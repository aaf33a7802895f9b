import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openPageLab, type PageLab } from '../../test/page-lab.ts';
import { lambdaManifest, packageManifest } from '../../test/create-workspace.ts';
import { findViolations } from '../../test/find-violations.ts';
import { openBrowser, openPage, type WatchedPage } from '../../test/open-browser.ts';

const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

const greet = `
import { greeting } from '@packages/words';
export const handler = async (event) => {
  console.log('greeting', event.name);
  if (event.name === undefined) throw new Error('nobody to greet');
  return { text: greeting(event.name) };
};
`;

const files = {
  'deploy.config.ts': `export default {
    service: 'tests',
    local: { buckets: ['pictures'], queues: ['orders'], topics: ['news'] },
  };\n`,
  'packages/words/package.json': packageManifest('words'),
  'packages/words/index.ts':
    "export const greeting = (name: string) => 'Hello ' + name;\nexport const unused = 1;\n",
  'lambdas/greet/package.json': lambdaManifest('greet', ['words']),
  'lambdas/greet/index.js': greet,
  'lambdas/greet/events/world.json': '{ "name": "World" }\n',
  'lambdas/greet/events/hostile.json': JSON.stringify({ name: hostile }),
  'lambdas/tick/index.js': "export const handler = async () => console.log('tick');\n",
  'lambdas/tick/lambda.config.ts':
    "export default { triggers: [{ type: 'schedule', expression: 'rate(5 minutes)' }] };\n",
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, number) => [
      `lambdas/other-${number}/index.js`,
      `export const handler = async () => ${number};\n`,
    ]),
  ),
};

let lab: PageLab;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [lab, browser] = await Promise.all([openPageLab(files), openBrowser()]);
  await lab.deploy();
});

afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

beforeEach(async () => {
  watched = await openPage(browser, lab.url);
  ({ page } = watched);
});

/** Nothing from elsewhere, and nothing that the policy of the page forbids. */
afterEach(async ({ task }) => {
  // What somebody who waited in vain had before him.
  if (task.result?.state === 'fail') console.error(await page.locator('body').innerText());
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
  await watched.close();
});

const open = async (place: string) => {
  await page.goto(`/_console/#/${place}`);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
};

/** Patient, as everything else here that waits for the page. */
const patient = { timeout: 120_000 };

const option = (list: string, name: RegExp) =>
  page.getByRole('listbox', { name: list }).getByRole('option', { name });

it('lists the functions, and opens one with what starts it', async () => {
  await open('functions');
  await option('Functions', /^tick Active/).click();
  await page.getByRole('heading', { name: 'tick' }).waitFor();

  expect(page.url()).toMatch(/#\/functions\/tick$/);
  expect(await page.getByText('rate(5 minutes)').count()).toBe(2);
  await page.reload();
  await page.getByRole('heading', { name: 'tick' }).waitFor();
});

it('invokes a function with a sample, and shows result, log, duration and memory', async () => {
  await open('functions/greet/invoke');
  await page.getByLabel('Sample').selectOption('world');
  await page.getByRole('button', { name: 'Invoke' }).click();

  const result = page.getByRole('region', { name: 'Result', exact: true });
  await expect.poll(() => result.textContent(), patient).toContain('"text": "Hello World"');
  const log = page.getByRole('region', { name: 'Log of the invocation' });
  expect(await log.textContent()).toContain('greeting World');
  expect(await page.locator('.figures').textContent()).toMatch(
    /Duration[\d.]+ ms.*Memory\d+ of 128 MB/,
  );
});

it('shows the error of a function that fails', async () => {
  await open('functions/greet/invoke');
  await page.getByLabel('Event as JSON').fill('{}');
  await page.getByLabel('Event as JSON').press('Control+Enter');

  await page.getByText('Unhandled').waitFor();
  expect(await page.getByRole('region', { name: 'Result', exact: true }).textContent()).toContain(
    'nobody to greet',
  );
});

it('has nothing to write in before the samples are there, with which it would mix', async () => {
  const answer = Promise.withResolvers<undefined>();
  await page.route('**/api/functions/greet/events', async (route) => {
    await answer.promise;
    await route.continue();
  });
  await open('functions/greet/invoke');
  await page.getByText('Reading the sample events').waitFor();
  expect(await page.getByLabel('Event as JSON').count()).toBe(0);

  answer.resolve(undefined);
  expect(await page.getByLabel('Event as JSON').inputValue()).toBe(
    JSON.stringify({ name: hostile }),
  );
});

it('says of an event that it is no JSON and why, and does not send it', async () => {
  await open('functions/greet/invoke');
  await page.getByLabel('Event as JSON').fill('{ "name": }');

  await page.getByText(/This is no JSON: Unexpected token '}'/).waitFor();
  expect(await page.getByRole('button', { name: 'Invoke' }).isDisabled()).toBe(true);
});

it('shows hostile text as text, wherever it comes from', async () => {
  await open('functions/greet/invoke');
  await page.getByLabel('Sample').selectOption('hostile');
  await page.getByRole('button', { name: 'Invoke' }).click();
  await page.getByRole('region', { name: 'Result', exact: true }).getByText('<img src=x').waitFor();
  await open('logs?function=greet');
  await option('Log lines', /<script>/)
    .first()
    .click();

  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.title()).toBe('Logs · Console');
});

it('follows the log while functions run, filters it, and holds it', async () => {
  await open('logs');
  await invoke('greet', { name: 'first' });
  await option('Log lines', /greeting first/).waitFor();
  await page.getByLabel('Search log lines').fill('greeting FIRST');
  await expect.poll(() => option('Log lines', /./).count(), patient).toBe(1);

  await page.getByLabel('Search log lines').fill('greeting');
  await page.getByRole('button', { name: 'Pause' }).click();
  await invoke('greet', { name: 'second' });
  await page.getByText(/paused, \d+ new/).waitFor();
  expect(await option('Log lines', /greeting second/).count()).toBe(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await option('Log lines', /greeting second/).waitFor();
});

it('fires a schedule, says how that ended, and the log has what it started', async () => {
  await open('schedules');
  await page.getByRole('button', { name: /^Fire now tick-/ }).click();
  await page.getByText('Delivered').waitFor();
  await open('logs?function=tick&text=tick');

  const line = option('Log lines', /tick$/).first();
  expect(await line.textContent()).toContain('INFO');
});

it('shows buckets with their objects, and an object that says it is a page as text', async () => {
  const put = await fetch(`${lab.url}/pictures/notes/a.html`, {
    method: 'PUT',
    headers: { 'content-type': 'text/html', ...signed('s3') },
    body: hostile,
  });
  expect(put.status).toBe(200);
  await open('data/buckets');
  await page.getByRole('link', { name: 'pictures' }).click();
  await page.getByRole('link', { name: 'notes/a.html' }).click();

  const content = page.getByRole('region', { name: 'Content' });
  expect(await content.textContent()).toBe(hostile);
});

it('shows the versions, the one that serves, and the bundle by package', async () => {
  await open('functions/greet/versions');
  await page.getByRole('row', { name: /live 1/ }).waitFor();
  await page.getByRole('link', { name: 'Bundle' }).click();
  await page.getByRole('button', { name: '@packages/words' }).click();

  expect(await page.getByText('packages/words/index.ts').textContent()).not.toBe('');
});

it('draws what depends on what, and colours it by the plan', async () => {
  await lab.workspace.write({
    'packages/words/index.ts': "export const greeting = (name: string) => 'Good day ' + name;\n",
  });
  await open('graph');
  await expect.poll(() => page.locator('[data-node]').count(), patient).toBe(11);
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page.locator('[data-node="lambdas/greet"].action-update').waitFor();
  expect(await page.locator('.node.action-none').count()).toBe(9);

  await page.locator('[data-node="packages/words"]').click();
  const detail = page.getByRole('complementary', { name: 'words' });
  await detail.getByRole('button', { name: 'greet' }).click();
  await page.getByRole('heading', { name: 'Why' }).waitFor();
});

it('is used by the keyboard alone', async () => {
  await open('functions');
  await option('Functions', /greet/).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to content');
  await page.keyboard.press('/');
  await page.keyboard.type('other');
  await page.keyboard.press('Tab');
  expect(await focused()).toMatch(/^other-0/);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'other-6' }).waitFor();
  // Tab leads out of the list again, and on to the end of the page.
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Logs');
});

const places = [
  'functions',
  'functions/greet',
  'functions/greet/invoke',
  'functions/greet/versions',
  'functions/greet/bundle',
  'logs',
  'schedules',
  'data/buckets',
  'data/queues',
  'data/events',
  'data/topics',
  'graph?select=packages%2Fwords',
];

it.each(['light', 'dark'] as const)(
  'has nothing that axe objects to, in %s colours',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/_console/');
    const found: unknown[] = [];
    for (const place of places) {
      await page.evaluate(`location.hash = ${JSON.stringify(`#/${place}`)}`);
      await expect.poll(() => page.locator('.loading').count(), patient).toBe(0);
      found.push(...(await findViolations(page)).map((violation) => ({ place, violation })));
    }
    expect(found).toEqual([]);
  },
);

/** The text of what has the focus, of a list that of the row which is active in it. */
const focused = () =>
  page.evaluate<string>(`{
    const { activeElement } = document;
    const active = activeElement.getAttribute('aria-activedescendant');
    (active ? document.getElementById(active) : activeElement).textContent;
  }`);

async function invoke(name: string, event: unknown): Promise<void> {
  const response = await fetch(
    `${lab.url}/2015-03-31/functions/${name}/invocations?Qualifier=live`,
    {
      method: 'POST',
      headers: signed('lambda'),
      body: JSON.stringify(event),
    },
  );
  if (!response.ok) throw new Error(await response.text());
}

const signed = (service: string) => ({
  'x-amz-date': '20260101T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=any`,
});
