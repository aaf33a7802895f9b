import type { Readable } from 'node:stream';
import { AwsError } from '../aws-error.ts';
import type { BodyStream, WireRequest } from '../protocols/wire.ts';

/**
 * The body of a request, piece by piece. `aws-chunked` is taken apart: each piece has its length in
 * front, and checksums come as trailers. Signatures of pieces are not checked, as none is.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function streamBody(message: Readable, { headers }: WireRequest): BodyStream {
  const trailers: Record<string, string> = {};
  const isChunked = headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false;
  // Whoever stops reading may still want to answer.
  const source = message.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  const pieces = isChunked ? decodeChunks(source, trailers) : source;
  return { trailers, [Symbol.asyncIterator]: () => pieces[Symbol.asyncIterator]() };
}

async function* decodeChunks(
  message: AsyncIterable<Uint8Array>,
  trailers: Record<string, string>,
): AsyncGenerator<Uint8Array> {
  const reader = new LineReader(message);
  for (;;) {
    const [digits = ''] = (await reader.line()).split(';');
    if (!/^[0-9a-f]{1,12}$/i.test(digits)) throw malformed('the length of a chunk');
    const length = Number.parseInt(digits, 16);
    if (length === 0) break;
    yield* reader.bytes(length);
    if ((await reader.line()) !== '') throw malformed('the end of a chunk');
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const [name = '', ...value] = line.split(':');
    trailers[name.trim().toLowerCase()] = value.join(':').trim();
  }
}

/** Lines and bytes by turns, out of pieces that end anywhere. */
class LineReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(message: AsyncIterable<Uint8Array>) {
    this.#source = message[Symbol.asyncIterator]();
  }

  /** Without its end; the rest of the body where that has none. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 2);
        return line;
      }
      if (this.#rest.length > maxLineBytes) throw malformed('a line');
      if (await this.#read()) continue;
      const line = this.#rest.toString('latin1');
      this.#rest = Buffer.alloc(0);
      return line;
    }
  }

  async *bytes(length: number): AsyncGenerator<Uint8Array> {
    let missing = length;
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#read())) throw malformed('its length');
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      missing -= piece.length;
      yield piece;
    }
  }

  async #read(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    const { value } = next;
    this.#rest = this.#rest.length === 0 ? Buffer.from(value) : Buffer.concat([this.#rest, value]);
    return true;
  }
}

const maxLineBytes = 8192;

function malformed(what: string): AwsError {
  return new AwsError(
    400,
    'IncompleteBody',
    `The request body terminated unexpectedly or is no aws-chunked one: ${what} is wrong`,
  );
}
