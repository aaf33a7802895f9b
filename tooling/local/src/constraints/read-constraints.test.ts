import { describe, expect, test } from 'vitest';
import type { Correction } from './correction.ts';
import { readConstraints, type Model } from './read-constraints.ts';

const name = { 'smithy.api#length': { min: 1, max: 9 }, 'smithy.api#pattern': '^[a-z]+$' };
const model: Model = {
  shapes: {
    'a#Put': { type: 'operation', input: { target: 'a#PutRequest' } },
    'a#PutRequest': {
      type: 'structure',
      members: {
        Name: { target: 'a#Name', traits: { 'smithy.api#required': {} } },
        Names: { target: 'a#Names' },
        State: { target: 'a#State' },
        Price: { target: 'smithy.api#Integer' },
      },
    },
    'a#Name': { type: 'string', traits: name },
    'a#LongName': {
      type: 'string',
      traits: { 'smithy.api#pattern': '^$|[a-z]+\\$', 'smithy.api#sensitive': {} },
    },
    'a#Names': { type: 'list', member: { target: 'a#Name' } },
    'a#State': {
      type: 'enum',
      members: {
        on: { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': 'On' } },
        off: { target: 'smithy.api#Unit' },
      },
    },
  },
};
const source = 'recorded';
const read = (...corrections: readonly Correction[]) =>
  readConstraints({ model, corrections }, 'Put');
const published = { minLength: 1, maxLength: 9, pattern: '[a-z]+' };

describe('the constraints of an operation', () => {
  test('are those of the model, without what it adds to patterns', () => {
    expect(read()).toEqual({
      Name: { notNull: true, ...published },
      Names: { items: published },
      State: { enum: ['On', 'off'] },
    });
    expect(readConstraints({ model, anchored: true }, 'Put').Name?.pattern).toBe('^[a-z]+$');
  });

  test('are corrected wherever a shape is, and only in what is known better', () => {
    const longer = { of: ['Name'], constraint: { maxLength: 20 }, source };
    const replaced = { of: ['Name'], replace: { pattern: /a-z/, by: 'a-y' }, source };
    const wanted = { minLength: 1, maxLength: 20, pattern: '[a-y]+' };
    expect(read(longer, replaced)).toMatchObject({ Name: wanted, Names: { items: wanted } });
  });

  test('are corrected of a single member, of an item, and of a member that the model lacks', () => {
    expect(
      read(
        { of: ['PutRequest$Name'], target: 'LongName', source },
        { of: ['Names$member'], constraint: { notNull: true }, source },
        { of: ['PutRequest$Price', 'PutRequest$New'], constraint: { max: 3 }, source },
      ),
    ).toEqual({
      Name: { notNull: true, pattern: String.raw`$|[a-z]+\$`, sensitive: true },
      Names: { items: { ...published, notNull: true } },
      State: { enum: ['On', 'off'] },
      Price: { max: 3 },
      New: { max: 3 },
    });
  });

  test('are those of an operation that there is, and no correction is for nothing', () => {
    expect(() => readConstraints({ model }, 'Get')).toThrow('the model has no operation Get');
    const gone = { of: ['Gone', 'Gone$member'], constraint: { max: 3 }, source };
    expect(() => read(gone)).toThrow('the model has no shape Gone');
  });
});
