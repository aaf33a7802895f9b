import { describe, expect, test } from 'vitest';
import { isOwnedBy, ownershipTags, parseOwnership, type Ownership } from './index.ts';

const ownership: Ownership = { service: 'penguins', stage: 'prod', lambda: 'predict' };
const tags = {
  'lambda-deploy:service': 'penguins',
  'lambda-deploy:stage': 'prod',
  'lambda-deploy:lambda': 'predict',
};

test('is written as three tags and read back from them among others', () => {
  expect(ownershipTags(ownership)).toEqual(tags);
  expect(parseOwnership({ ...tags, team: 'birds' })).toEqual(ownership);
  expect(isOwnedBy({ ...tags, team: 'birds' }, ownership)).toBe(true);
});

describe('a function is somebody else’s', () => {
  test.each(Object.keys(tags))('without the tag %s', (missing) => {
    const rest = Object.fromEntries(Object.entries(tags).filter(([key]) => key !== missing));
    expect(parseOwnership(rest)).toBeUndefined();
    expect(isOwnedBy(rest, ownership)).toBe(false);
  });

  test.each(Object.keys(tags))('with another %s', (key) => {
    expect(isOwnedBy({ ...tags, [key]: 'other' }, ownership)).toBe(false);
  });
});
