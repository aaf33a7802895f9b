import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maxMessageBytes, readTelemetry } from './telemetry-frames.ts';

function frame(message: string, type = 0xa55a_0003 | 12): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(type >>> 0, 0);
  header.writeUInt32BE(Buffer.byteLength(message), 4);
  return Buffer.concat([header, Buffer.from(message)]);
}

function read(chunks: readonly Buffer[]): string[] {
  const messages: string[] = [];
  const take = readTelemetry((message) => messages.push(message));
  for (const chunk of chunks) take(chunk);
  return messages;
}

it.each([
  ['one frame', [frame('hello\n')], ['hello\n']],
  ['many lines in one frame', [frame('a\nb\n')], ['a\nb\n']],
  [
    'JSON frames of every level',
    [frame('{}', 0xa55a_0002 | 4), frame('[]', 0xa55a_0002 | 24)],
    ['{}', '[]'],
  ],
  ['bytes that are no frame', [Buffer.from('text\n'), frame('framed')], ['text\n', 'framed']],
])('reads %s', (_, chunks, messages) => {
  expect(read(chunks)).toEqual(messages);
});

it('reads the same however the bytes are cut', () => {
  const message = fc.string({
    unit: fc.constantFrom('a', '\n', 'ß', '€', '𝄞'),
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(fc.array(message), fc.integer({ min: 1, max: 40 }), (messages, size) => {
      const bytes = Buffer.concat(messages.map((text) => frame(text)));
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(read(chunks)).toEqual(messages);
    }),
  );
});

it('keeps the beginning of a message that no log event can hold, and reads on', () => {
  const bytes = Buffer.concat([frame('x'.repeat(maxMessageBytes + 1000)), frame('next')]);
  const [long, next] = read([bytes.subarray(0, 1000), bytes.subarray(1000)]);
  expect(long).toHaveLength(maxMessageBytes);
  expect(next).toBe('next');
});
