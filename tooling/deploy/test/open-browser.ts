import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where systems have it; CHROMIUM_PATH names another. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What a test waits for comes within the time that a busy machine takes. */
const patienceMs = 300_000;

/** @throws Error where there is none, saying how to get one */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  const path = named ?? places.find((place) => existsSync(place));
  if (path === undefined || !existsSync(path)) {
    throw new Error(
      `There is no Chromium at ${named ?? places.join(', ')}: \`apt-get install chromium\`, or name one by CHROMIUM_PATH.`,
    );
  }
  return await chromium.launch({ executablePath: path, timeout: patienceMs });
}

/** A page of its own, and what must not happen on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of the console and of scripts, violations of the Content-Security-Policy among them. */
  readonly errors: readonly string[];
  /** Requests to anywhere but the page's own origin. */
  readonly foreign: readonly string[];
  readonly close: () => Promise<void>;
}

export interface OpenPageOptions {
  readonly colorScheme?: 'light' | 'dark' | undefined;
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
}

/** @param url - the origin that the page may speak to */
export async function openPage(
  browser: Browser,
  url: string,
  { colorScheme = 'light', viewport = { width: 1280, height: 800 } }: OpenPageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    colorScheme,
    viewport,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    baseURL: url,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url) foreign.push(request.url());
  });
  page.setDefaultTimeout(patienceMs);
  return { page, errors, foreign, close: () => context.close() };
}
