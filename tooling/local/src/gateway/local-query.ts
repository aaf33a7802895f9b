import { UserError } from '@tooling/core';

const hint = 'docs/reference/local-endpoints.md';

/**
 * A name as a path has it.
 *
 * @throws UserError USAGE for what is no percent-encoding
 */
export function nameOf(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new UserError('USAGE', `"${encoded}" is no percent-encoded name`, { hint, cause });
  }
}

/**
 * The parameter `limit`.
 *
 * @throws UserError USAGE
 */
export function limitOf(
  query: URLSearchParams,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  const text = query.get('limit');
  if (text === null) return usual;
  if (/^[1-9]\d{0,8}$/.test(text) && Number(text) <= most) return Number(text);
  throw new UserError('USAGE', `limit=${text} is not a whole number from 1 to ${most}`, { hint });
}
