import { badRequest } from '../apigateway-errors.ts';

/** A page of a list. @throws AwsError when the request's numbers are none. */
export function page<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: { MaxResults?: string | undefined; NextToken?: string | undefined },
): { readonly Items: Item[]; readonly NextToken: string | undefined } {
  const start = readNumber('nextToken', NextToken ?? '0');
  const end = start + Math.min(readNumber('maxResults', MaxResults ?? String(most)), most);
  return {
    Items: items.slice(start, end),
    NextToken: end < items.length ? String(end) : undefined,
  };
}

/** Lists of AWS end somewhere, too. */
const most = 1000;

function readNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badRequest(`Invalid ${name} specified: ${text}`);
}
