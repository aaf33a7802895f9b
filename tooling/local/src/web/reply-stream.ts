import type { ReplySink } from '../execution/executor.ts';
import type { WireResponse } from '../protocols/wire.ts';
import { preludeResponse } from './function-response.ts';

/** What a function streams, on its way to whoever called it. */
export interface ReplyStream {
  readonly sink: ReplySink;
  /**
   * The head of the answer, with the rest as its stream, as soon as the function has written that much;
   * undefined when it ends without having streamed anything.
   */
  started(): Promise<Omit<WireResponse, 'body'> | undefined>;
  /** @param whole - false: what was sent is not all, and the answer breaks off. */
  end(whole: boolean): void;
}

export function openReplyStream(): ReplyStream {
  const { promise: head, resolve } = Promise.withResolvers<
    Omit<WireResponse, 'body'> | undefined
  >();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  // Nobody may be left to read: the function goes on all the same.
  writer.closed.catch(() => {});
  const write = (bytes: Uint8Array) =>
    bytes.length === 0 ? Promise.resolve() : writer.write(bytes).catch(() => {});
  let prelude: Buffer | undefined;
  return {
    sink: {
      start(contentType) {
        if (contentType === preludeType) prelude = Buffer.alloc(0);
        else resolve({ ...plainHead(contentType), stream: readable });
      },
      async write(bytes) {
        if (prelude === undefined) return write(bytes);
        prelude = Buffer.concat([prelude, bytes]);
        const end = prelude.indexOf(delimiter);
        if (end < 0) return undefined;
        const rest = prelude.subarray(end + delimiter.length);
        resolve({ ...preludeResponse(prelude.toString('utf8', 0, end)), stream: readable });
        prelude = undefined;
        return write(rest);
      },
    },
    started: () => head,
    end(whole) {
      resolve(undefined);
      const ended = whole ? writer.close() : writer.abort(new Error('The function failed'));
      ended.catch(() => {});
    },
  };
}

/** Status, headers and cookies as JSON, eight zero bytes, and the body. */
const preludeType = 'application/vnd.awslambda.http-integration-response';
const delimiter = Buffer.alloc(8);

function plainHead(contentType: string | undefined) {
  return { status: 200, headers: { 'content-type': contentType ?? 'application/octet-stream' } };
}
