import { EventStreamCodec } from '@smithy/core/event-streams';
import type { ReplySink } from '../../../execution/executor.ts';

/** The events that InvokeWithResponseStream answers with, as bytes. */
export interface LambdaEventStream {
  readonly sink: ReplySink;
  readonly stream: AsyncIterable<Uint8Array>;
  /** Ends it: with the payload of a function that has streamed nothing, or with what went wrong. */
  complete(ended: {
    readonly payload: Uint8Array;
    readonly functionError: string | undefined;
    readonly LogResult: string | undefined;
  }): Promise<void>;
  abort(error: unknown): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html */
export function openEventStream(): LambdaEventStream {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  // Nobody may be left to read: the function goes on all the same.
  writer.closed.catch(() => {});
  const write = async (type: string, contentType: string, body: Uint8Array) => {
    await writer.write(encode(type, contentType, body)).catch(() => {});
  };
  const writeChunk = (bytes: Uint8Array) =>
    write('PayloadChunk', 'application/octet-stream', bytes);
  return {
    stream: readable,
    sink: { start() {}, write: writeChunk },
    async complete({ payload, functionError, LogResult }) {
      const failure = functionError !== undefined && {
        ErrorCode: functionError,
        ErrorDetails: Buffer.from(payload).toString(),
      };
      if (functionError === undefined && payload.length > 0) await writeChunk(payload);
      const body = Buffer.from(JSON.stringify({ ...failure, LogResult }));
      await write('InvokeComplete', 'application/json', body);
      await writer.close().catch(() => {});
    },
    abort: (error) => writer.abort(error),
  };
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

function encode(type: string, contentType: string, body: Uint8Array): Uint8Array {
  const text = (value: string) => ({ type: 'string', value }) as const;
  const headers = {
    ':message-type': text('event'),
    ':event-type': text(type),
    ':content-type': text(contentType),
  };
  return codec.encode({ headers, body });
}
