import { headerOf, type WebRequest } from './web-request.ts';

/** The body as text where it is some, and else in base64. */
export function eventBody(request: WebRequest): {
  readonly body?: string;
  readonly isBase64Encoded: boolean;
} {
  const bytes = Buffer.from(request.body);
  if (bytes.length === 0) return { isBase64Encoded: false };
  const text = isText(request) ? readText(bytes) : undefined;
  return text === undefined
    ? { body: bytes.toString('base64'), isBase64Encoded: true }
    : { body: text, isBase64Encoded: false };
}

/** Forms are no text to it, as on AWS. */
function isText(request: WebRequest): boolean {
  if (headerOf(request, 'content-encoding') !== undefined) return false;
  const type = headerOf(request, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || textType.test(type);
}

const textType = /^(text\/.*|application\/(json|javascript|xml|.*\+(json|xml)))$/;

function readText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
