import { InvokeWithResponseStreamCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startUrlLab, type UrlLab } from './testing/start-url-lab.ts';

let lab: UrlLab;
beforeAll(async () => {
  lab = await startUrlLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.stop());

/** The events of an invocation, their bytes as text. */
async function invoke(code: string) {
  await lab.deploy(code);
  const { EventStream, ExecutedVersion } = await lab.lambda.send(
    new InvokeWithResponseStreamCommand({ FunctionName: 'web', LogType: 'Tail' }),
  );
  const chunks: string[] = [];
  let complete;
  for await (const { PayloadChunk, InvokeComplete } of EventStream ?? []) {
    if (PayloadChunk) chunks.push(Buffer.from(PayloadChunk.Payload ?? []).toString());
    complete ??= InvokeComplete;
  }
  return { ExecutedVersion, chunks, complete };
}

it('passes on what a function streams, and then its log', async () => {
  const { ExecutedVersion, chunks, complete } = await invoke(
    'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("a"); stream.end("b"); });',
  );
  expect([ExecutedVersion, chunks.join('')]).toEqual(['$LATEST', 'ab']);
  expect(complete).not.toHaveProperty('ErrorCode');
  expect(Buffer.from(complete?.LogResult ?? '', 'base64').toString()).toContain('REPORT RequestId');
});

it('answers in one piece for a function that does not stream', async () => {
  const { chunks } = await invoke('exports.handler = async () => ({ a: 1 });');
  expect(chunks).toEqual(['{"a":1}']);
});

it('says at the end what went wrong half-way', async () => {
  const { chunks, complete } = await invoke(
    'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("a"); throw new RangeError("way"); });',
  );
  expect(chunks).toEqual(['a']);
  expect(complete?.ErrorCode).toBe('Unhandled');
  expect(JSON.parse(complete?.ErrorDetails ?? '')).toMatchObject({
    errorType: 'RangeError',
    errorMessage: 'way',
  });
});
