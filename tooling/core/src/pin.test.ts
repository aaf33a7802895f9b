import { expect, it } from 'vitest';
import { formatPin, pinOf, pinTagKey } from './pin.ts';

const pin = { version: '8', digest: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' };

it('reads back what it wrote among the tags', () => {
  expect(pinOf({ team: 'data', [pinTagKey]: formatPin(pin) })).toEqual(pin);
});

it('knows of no pin where none can be read', () => {
  expect(pinOf({})).toBeUndefined();
  expect(pinOf({ [pinTagKey]: 'until Monday' })).toBeUndefined();
});

it('has only what Lambda takes as the value of a tag', () => {
  expect(formatPin({ version: '9'.repeat(12), digest: pin.digest })).toMatch(
    /^[\w\s+\-=.:/@]{1,256}$/,
  );
});
