import { AwsError } from '../../aws-error.ts';
import { pageOf } from '../page.ts';

export interface MarkerRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface MarkerResponse {
  readonly IsTruncated: boolean;
  readonly Marker?: string | undefined;
}

/** IAM's way of paging: 100 a page unless the caller says otherwise. */
export function iamPage<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Marker, MaxItems = 100 }: MarkerRequest,
): { readonly items: readonly Item[]; readonly paging: MarkerResponse } {
  const wrongToken = () => new AwsError(400, 'ValidationError', 'Invalid Marker.');
  const page = pageOf(items, { keyOf, token: Marker, limit: MaxItems, wrongToken });
  return {
    items: page.items,
    paging: { IsTruncated: page.nextToken !== undefined, Marker: page.nextToken },
  };
}
