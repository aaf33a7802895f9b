import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { headerOf, type WebRequest } from '../web/web-request.ts';
import { canonicalRequest } from './canonical-request.ts';
import { readSignature, type Signature } from './read-signature.ts';
import { secretOf } from './secret-of.ts';

/** Who signed a request, or why nobody did that is known. */
export type Signer =
  | { readonly accessKeyId: string }
  | { readonly problem: 'missing' | 'incomplete' | 'scope' | 'expired' | 'mismatch' };

/** What a signature has to be for, and when. */
export interface SignatureScope {
  readonly service: string;
  readonly region: string;
  /** The machine's time: signatures are made by clients, whose clock nobody moves. */
  readonly nowMs: number;
}

/**
 * Checks a signature, version 4, in the Authorization header or in the query.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function checkSignature(request: WebRequest, scope: SignatureScope): Signer {
  const signature = readSignature(request);
  if (typeof signature === 'string') return { problem: signature };
  const { date, region, service, terminator } = signature.scope;
  if (service !== scope.service || region !== scope.region || terminator !== 'aws4_request') {
    return { problem: 'scope' };
  }
  if (!signature.timestamp.startsWith(date)) return { problem: 'scope' };
  if (!isTimely(signature, scope.nowMs)) return { problem: 'expired' };
  const payloadHash = payloadHashOf(request);
  if (payloadHash === undefined) return { problem: 'mismatch' };
  const canonical = canonicalRequest(request, signature, payloadHash);
  const isRight = isEqual(sign(canonical, signature), signature.value);
  return isRight ? { accessKeyId: signature.accessKeyId } : { problem: 'mismatch' };
}

/** What AWS takes between its clock and the signer's. */
const toleranceMs = 15 * 60_000;

function isTimely({ timestamp, expiresSeconds }: Signature, nowMs: number): boolean {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  const signedMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signedMs)) return false;
  const validMs = expiresSeconds === undefined ? toleranceMs : expiresSeconds * 1000;
  return nowMs <= signedMs + validMs && nowMs >= signedMs - toleranceMs;
}

/** undefined when the body is not what its hash says. */
function payloadHashOf(request: WebRequest): string | undefined {
  const actual = createHash('sha256').update(request.body).digest('hex');
  const stated = headerOf(request, 'x-amz-content-sha256');
  if (stated === undefined || stated === actual) return actual;
  return stated === 'UNSIGNED-PAYLOAD' ? stated : undefined;
}

function sign(canonical: string, { accessKeyId, timestamp, scope }: Signature): string {
  const { date, region, service, terminator } = scope;
  const scopeText = [date, region, service, terminator].join('/');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', timestamp, scopeText, hash].join('\n');
  const hmac = (key: string | Buffer, part: string) =>
    createHmac('sha256', key).update(part).digest();
  const secret: string | Buffer = `AWS4${secretOf(accessKeyId)}`;
  const key = [date, region, service, terminator].reduce<string | Buffer>(hmac, secret);
  return createHmac('sha256', key).update(text).digest('hex');
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
