import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from './safe-file-name.ts';

test('leaves simple names as they are', () => {
  expect(safeFileName('retrain-model_v1.2')).toBe('retrain-model_v1.2');
});

test('is a name that every file system takes, and another one for every key in any case', () => {
  const key = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom('', '.', '..', 'a', 'A', 'a/b', 'a\\b', 'x'.repeat(400)),
    fc.stringMatching(/^[A-Za-z0-9._~-]{1,5}$/),
  );
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(safeFileName(a)).toMatch(/^[a-z0-9~-][a-z0-9~._-]{0,199}$/);
      expect(safeFileName(a) === safeFileName(b)).toBe(a === b);
    }),
  );
});
