import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser, openPage } from '../test/open-browser.ts';
import { servePages } from '../test/page-lab.ts';
import { runLambda } from '../test/run-lambda.ts';

/*
 * Takes the pictures of the console in docs/images/, with the lambdas of this repository:
 * `pnpm --filter @tooling/deploy run screenshots`. What is written is the same but for times and the
 * fonts of the machine, so nothing checks them.
 */

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, '../../..');
const images = join(repository, 'docs', 'images');
const mostBytes = 150_000;

const scratch = await mkdtemp(join(tmpdir(), 'screenshots-'));
const browser = await openBrowser();
try {
  const root = await cloneWorkspace();
  const server = await servePages(root, '0');
  try {
    const deployed = await runLambda(['deploy'], { cwd: root });
    if (deployed.exitCode !== 0) throw new Error(deployed.out + deployed.err);
    await changeWorkspace(root);
    await mkdir(images, { recursive: true });
    await takeInvoke(server.url);
    await takeGraph(server.url);
    await takeLogs(server.url);
  } finally {
    await server.stop();
  }
} finally {
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
}

/** A clone of HEAD: it is changed, and has a local AWS of its own. */
async function cloneWorkspace(): Promise<string> {
  const root = join(scratch, 'workspace');
  await run('git', ['clone', '--quiet', repository, root]);
  await run('pnpm', ['install', '--prefer-offline', '--frozen-lockfile'], { cwd: root });
  return root;
}

/** Something for the plan: a shared package that is another, and a lambda that is new. */
async function changeWorkspace(root: string): Promise<void> {
  const file = join(root, 'packages', 'penguins', 'src', 'index.ts');
  await writeFile(file, `${await readFile(file, 'utf8')}\nexport const edition = 2;\n`);
  await cp(join(root, 'lambdas', 'example-lambda'), join(root, 'lambdas', 'welcome'), {
    recursive: true,
    filter: (path) => !/(dist|node_modules|\.turbo|package\.json)$/.test(path),
  });
  const config = join(root, 'lambdas', 'notify', 'lambda.config.ts');
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace(/memorySize: \d+/, 'memorySize: 320'));
}

async function takeInvoke(url: string): Promise<void> {
  await take({ url, name: 'invoke', place: 'functions/predict/invoke' }, async (page) => {
    await page.getByRole('button', { name: 'Invoke' }).click();
    await page.getByText('Succeeded').waitFor();
  });
}

async function takeGraph(url: string): Promise<void> {
  const place = 'graph?select=packages%2Fmodel';
  await take({ url, name: 'graph', place, colorScheme: 'dark' }, async (page) => {
    await page.getByRole('button', { name: 'Make the plan' }).click();
    await page.locator('.node.action-create').waitFor();
  });
}

async function takeLogs(url: string): Promise<void> {
  await take({ url, name: 'logs', place: 'logs' }, async (page) => {
    await page
      .getByRole('option', { name: /predicted/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'The line that is open' }).waitFor();
  });
}

interface Shot {
  readonly url: string;
  readonly name: string;
  readonly place: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** @throws Error when the picture is too large for a page that many read */
async function take(
  { url, name, place, colorScheme }: Shot,
  prepare: (page: Page) => Promise<void>,
) {
  const { page, close } = await openPage(browser, url, { colorScheme });
  await page.goto(`/_console/#/${place}`);
  await prepare(page);
  const path = join(images, `console-${name}.png`);
  await page.screenshot({ path });
  await close();
  const { size } = await stat(path);
  if (size > mostBytes) throw new Error(`${path} has ${size} bytes, more than ${mostBytes}`);
}
