import type { WireRequest, WireResponse } from '../protocols/wire.ts';

/** A request for a page, or for what a page asks for. */
export interface PageRequest {
  readonly method: string;
  /** From `/_console/` on, percent-encoded as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** @throws UserError USAGE for a body of more than 1 MB */
  readonly readText: () => Promise<string>;
  /** Aborted when nobody reads the answer any more, and when the local AWS closes. */
  readonly signal: AbortSignal;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Answers what is below `/_console/`: the same rules of Host and origin are before it as before AWS's API. */
export type LocalPages = (request: PageRequest) => Promise<PageAnswer>;

/**
 * Answers what is the pages' own; undefined for everything else.
 *
 * Buckets have hosts of their own below localhost, where every path is a key.
 */
export async function answerPages(
  head: WireRequest,
  pages: LocalPages,
  open: () => Pick<PageRequest, 'readText' | 'signal'>,
): Promise<WireResponse | undefined> {
  const { method, path, query, headers } = head;
  if (!ownHost.test(headers.host ?? '')) return undefined;
  if (path === '/' && isBrowsing(head)) return redirect(302);
  if (path === '/_console') return redirect(308);
  if (!path.startsWith('/_console/')) return undefined;
  const answer = await pages({ method, path, query, headers, ...open() });
  return { ...answer, headers: { ...answer.headers, ...pageHeaders } };
}

const ownHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Clients of S3 ask for the same path to list buckets, with a signature and never for HTML. */
function isBrowsing({ method, query, headers }: WireRequest): boolean {
  const { accept = '', authorization } = headers;
  return (
    (method === 'GET' || method === 'HEAD') &&
    accept.includes('text/html') &&
    authorization === undefined &&
    query.size === 0
  );
}

function redirect(status: 302 | 308): WireResponse {
  return { status, headers: { ...pageHeaders, location: '/_console/' }, body: '' };
}

/** Nothing from elsewhere, in no frame, and nothing taken for what it does not say it is. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;
