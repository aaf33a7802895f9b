import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request must be refused, or undefined.
 *
 * Only this machine's programs are to be served. A web page in a browser on it can send requests
 * too: directly (then the browser says from which site) or after its name was rebound to 127.0.0.1
 * (then the Host is the page's).
 *
 * What is at an address of the user's own is made for web pages: those of this machine reach it, on
 * whatever port they are, so that CORS can be tried. AWS's API stays closed to them.
 */
export function foreignRequest(
  headers: IncomingHttpHeaders,
  { pagesOf = 'own-origin' }: { readonly pagesOf?: 'own-origin' | 'this-machine' } = {},
): string | undefined {
  const { host, origin } = headers;
  if (host === undefined || !localHost.test(host)) {
    return `the local AWS answers on 127.0.0.1 and localhost only, not as "${host ?? ''}"`;
  }
  if (pagesOf === 'this-machine' && isLocalPage(headers)) return undefined;
  if (origin !== undefined && origin !== `http://${host}`) {
    return `the local AWS does not answer the web site "${origin}"`;
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return `the local AWS does not answer other web sites (Sec-Fetch-Site: ${site})`;
  }
  return undefined;
}

/** Names under localhost are this machine's, too (RFC 6761): those of S3's buckets. */
const localHost = /^(127\.0\.0\.1|([a-z0-9][a-z0-9.-]{1,62}\.)?localhost|\[::1\])(:\d{1,5})?$/i;

/** Of a request that says no origin, the page that it was made on. */
function isLocalPage({ origin, referer }: IncomingHttpHeaders): boolean {
  const page = URL.parse(origin ?? referer ?? '');
  return page !== null && /^https?:$/.test(page.protocol) && localHost.test(page.host);
}
