import { describe, expect, test } from 'vitest';
import { errorCatalogue, exitCodes } from '../index.ts';

describe.each(Object.entries(errorCatalogue))('%s', (code, { summary, hint, exitCode }) => {
  test('says in a sentence what is wrong and in a clause what to do', () => {
    expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(hint).toMatch(/^[a-z`].*[^.]$/);
  });

  test('is nobody else’s fault', () => {
    // A failure of the catalogue is one that the user can act on: neither success nor a bug.
    expect([exitCodes.functionFailed, exitCodes.usage, exitCodes.liveMoved]).toContain(exitCode);
  });
});
