import { expect, it } from 'vitest';
import { appendLines, emptyLog, type LogLine } from './log-buffer.ts';

const line = (id: number, message = 'x'): LogLine => ({
  id,
  message,
  source: 'greet',
  timestamp: '2026-01-01T00:00:00.000Z',
});
const ids = ({ lines }: { readonly lines: readonly LogLine[] }) => lines.map(({ id }) => id);

it('keeps the last lines, and counts those that had to go', () => {
  const bounds = { lines: 3, characters: 100 };
  const first = appendLines(emptyLog, [line(1), line(2)], bounds);
  const second = appendLines(first, [line(3), line(4), line(5)], bounds);

  expect(ids(second)).toEqual([3, 4, 5]);
  expect(second).toMatchObject({ dropped: 2, characters: 3 });
});

it('has room for so many characters, and keeps the newest line however long it is', () => {
  const bounds = { lines: 100, characters: 10 };
  const filled = appendLines(emptyLog, [line(1, '12345'), line(2, '12345')], bounds);
  expect(filled.dropped).toBe(0);

  const long = appendLines(filled, [line(3, 'x'.repeat(50))], bounds);
  expect(ids(long)).toEqual([3]);
  expect(long).toMatchObject({ dropped: 2, characters: 50 });
});
