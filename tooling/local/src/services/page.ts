import type { AwsError } from '../aws-error.ts';

/** One page of a list, and the token for what follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

export interface PageRequest<Item> {
  /** What the items are sorted by; unique. */
  readonly keyOf: (item: Item) => string;
  /** Whether they are sorted the other way round. */
  readonly descending?: boolean;
  readonly token: string | undefined;
  readonly limit: number;
  /** The service's error for a token that is none of its own. */
  readonly wrongToken: () => AwsError;
}

/**
 * Cuts a page out of a sorted list. The token holds the key of the last item, so that a page goes
 * on at the right place although items came or went in between.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { keyOf, descending = false, token, limit, wrongToken }: PageRequest<Item>,
): Page<Item> {
  const after = token === undefined ? undefined : parseToken(token);
  if (token !== undefined && after === undefined) throw wrongToken();
  const isRest = (key: string) => after === undefined || (descending ? key < after : key > after);
  const rest = items.filter((item) => isRest(keyOf(item)));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return { items: page, nextToken: more ? writeToken(keyOf(last)) : undefined };
}

/** What makes a token one of ours. */
const prefix = 'after:';

function writeToken(key: string): string {
  return Buffer.from(prefix + key).toString('base64url');
}

function parseToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
