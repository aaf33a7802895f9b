import { expect, test } from 'vitest';
import type { Constraints } from './constraint.ts';
import { validateConstraints } from './validate-constraints.ts';

const weights: Constraints = {
  RoutingConfig: {
    members: {
      AdditionalVersionWeights: {
        keys: { minLength: 1, maxLength: 1024, pattern: '[0-9]+' },
        values: { min: 0, max: 1, double: true, notNull: true },
      },
    },
  },
};
const at = "at 'routingConfig.additionalVersionWeights' failed to satisfy constraint:";

test.each<[string, object, Constraints, string | undefined]>([
  ['nothing', {}, { Name: { minLength: 1 } }, undefined],
  ['what fits', { Name: 'a' }, { Name: { minLength: 1, pattern: '[a-z]' } }, undefined],
  [
    'a missing member',
    {},
    { Name: { notNull: true } },
    "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
  ],
  [
    'a pattern that must match as a whole',
    { Role: 'xr1' },
    { Role: { pattern: 'r1|x' } },
    "1 validation error detected: Value 'xr1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: r1|x",
  ],
  [
    'an enum',
    { SnapStart: { ApplyOn: 'never' } },
    { SnapStart: { members: { ApplyOn: { enum: ['PublishedVersions', 'None'] } } } },
    "1 validation error detected: Value 'never' at 'snapStart.applyOn' failed to satisfy constraint: Member must satisfy enum value set: [PublishedVersions, None]",
  ],
  [
    'a map value beyond its range',
    { RoutingConfig: { AdditionalVersionWeights: { 2: 2 } } },
    weights,
    `1 validation error detected: Value '{2=2.0}' ${at} Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]`,
  ],
  [
    'a map key of the wrong form',
    { RoutingConfig: { AdditionalVersionWeights: { $LATEST: 0.5 } } },
    weights,
    `1 validation error detected: Value '{$LATEST=0.5}' ${at} Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]`,
  ],
  [
    'a list item',
    { Layers: ['ok', ''] },
    { Layers: { items: { minLength: 1, maxLength: 140, notNull: true } } },
    "1 validation error detected: Value '[ok, ]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 140, Member must have length greater than or equal to 1, Member must not be null]",
  ],
  [
    'a member of a structure in a list',
    { Tags: [{ Key: 'a' }, { Key: '' }] },
    { Tags: { items: { members: { Key: { minLength: 1 } } } } },
    "1 validation error detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'a secret, which is not shown',
    { Password: 'abc' },
    { Password: { minLength: 5, sensitive: true } },
    "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 5",
  ],
  [
    'several at once, the pattern of a member first',
    { Name: '', KMSKeyArn: 'x' },
    { Name: { minLength: 1, pattern: '[a-z]+' }, KMSKeyArn: { pattern: '[0-9]' } },
    "3 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+; Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'x' at 'kMSKeyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]",
  ],
  [
    'letters of any alphabet',
    { Key: 'größe' },
    { Key: { pattern: String.raw`[\p{L}\-]+`, maxLength: 5 } },
    undefined,
  ],
  [
    'a text of characters that take two places',
    { Key: '😀a😀' },
    { Key: { maxLength: 3 } },
    undefined,
  ],
  [
    'a list that is too long, whatever is in it',
    { Tags: [{ Key: '' }, { Key: '' }] },
    { Tags: { maxLength: 1, items: { members: { Key: { minLength: 1 } } } } },
    "1 validation error detected: Value '[{Key=}, {Key=}]' at 'tags' failed to satisfy constraint: Member must have length less than or equal to 1",
  ],
  [
    'half a character',
    { Key: '\ud83d' },
    { Key: { minLength: 2 } },
    "1 validation error detected: Value '\ud83d' at 'key' failed to satisfy constraint: Member must have length greater than or equal to 2",
  ],
])('%s', (_title, input, constraints, message) => {
  expect(validateConstraints({ ...input }, constraints)).toBe(message);
});

test('shows no more than the beginning of a value that is endless', () => {
  const Description = 'x'.repeat(40_000_000);
  expect(validateConstraints({ Description }, { Description: { maxLength: 256 } })).toBe(
    `1 validation error detected: Value '${'x'.repeat(4096)}…' at 'description' failed to satisfy constraint: Member must have length less than or equal to 256`,
  );
});
