import type { CorsRules } from '../../../web/cors.ts';
import type { FunctionDocument } from './function-document.ts';

/** The address of a function or of one of its aliases. */
export interface FunctionUrl {
  /** The first label of its host. It never changes. */
  readonly id: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  /** As it was asked for: where nobody has, BUFFERED is meant. */
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM';
  readonly cors?: CorsRules;
  readonly createdAtMs: number;
  readonly lastModifiedMs: number;
}

/** @param qualifier An alias; the function's own URL has the empty one. */
export function putUrl(
  document: FunctionDocument,
  qualifier: string,
  url: FunctionUrl,
): FunctionDocument {
  return { ...document, urls: { ...document.urls, [qualifier]: url } };
}

export function removeUrl(document: FunctionDocument, qualifier: string): FunctionDocument {
  const { [qualifier]: _removed, ...urls } = document.urls ?? {};
  return { ...document, urls };
}
