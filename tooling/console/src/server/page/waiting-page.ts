import type { ConsoleAnswer } from '../answers.ts';

/** While the page is built: asks again by itself, and needs no script for it. */
export const waitingPage = (): ConsoleAnswer =>
  page(503, {
    head: '<meta http-equiv="refresh" content="1">',
    title: 'The console is being built',
    text: 'It is built once after an installation, and then kept. This page asks again every second.',
  });

/** Asks again, too: a mended build is found by it. */
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
