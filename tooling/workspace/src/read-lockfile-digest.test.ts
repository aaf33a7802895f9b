import { expect, test } from 'vitest';
import { makeRoot } from '../test/temporary-root.ts';
import { readLockfileDigest } from './index.ts';

test('is the beginning of what sha256sum prints, whatever the line ends of the checkout', async () => {
  const [unix, windows] = await Promise.all([
    makeRoot({ 'pnpm-lock.yaml': 'abc\n' }),
    makeRoot({ 'pnpm-lock.yaml': 'abc\r\n' }),
  ]);
  // printf 'abc\n' | sha256sum
  expect(await readLockfileDigest(unix)).toBe('edeaaff3f1774ad2'.slice(0, 12));
  expect(await readLockfileDigest(windows)).toBe('edeaaff3f1774ad2'.slice(0, 12));
});

test('is none where there is no lockfile', async () => {
  expect(await readLockfileDigest(await makeRoot())).toBeUndefined();
});
