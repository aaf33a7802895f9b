import type { ConsoleAnswer } from '../answers.ts';

/** Below `/_console/`: what makes the waiting page ask again. */
export const askAgainPath = 'ask-again.js';

/**
 * While the page is built: asks again by itself. By a script, since a refresh without one goes nowhere from
 * an address with a `#`, which is where a place of the page stands; where scripts are off, it is lost.
 */
export const waitingPage = (): ConsoleAnswer =>
  page(503, {
    head: `<script src="/_console/${askAgainPath}" defer></script><noscript><meta http-equiv="refresh" content="1; url=?"></noscript>`,
    title: 'The console is being built',
    text: 'It is built once after an installation, and then kept. This page asks again every second.',
  });

export const askAgainScript = (): ConsoleAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
  body: 'setTimeout(() => location.reload(), 1000);\n',
});

/** Whoever loads it again has the build tried again. */
export const failedPage = (output: string): ConsoleAnswer =>
  page(500, {
    head: '',
    title: 'The console could not be built',
    text: '`pnpm turbo run build --filter=@tooling/console` says why, and tries again:',
    output,
  });

interface Contents {
  readonly head: string;
  readonly title: string;
  readonly text: string;
  readonly output?: string;
}

function page(status: number, { head, title, text, output = '' }: Contents): ConsoleAnswer {
  const printed = output === '' ? '' : `<pre>${escaped(output)}</pre>`;
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">${head}<title>${escaped(title)}</title></head><body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${printed}</main></body></html>\n`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
