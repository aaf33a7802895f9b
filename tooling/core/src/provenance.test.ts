import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { descriptionHash, formatProvenance, parseProvenance, type Provenance } from './index.ts';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const base64Digest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

const provenances = (packageVersions: fc.Arbitrary<string>): fc.Arbitrary<Provenance> =>
  fc
    .record({
      commit: fc.oneof(
        fc.constant('none'),
        // Git's hashes are SHA-1 or SHA-256.
        fc
          .tuple(fc.oneof(hex(40), hex(64)), fc.constantFrom('', '-dirty'))
          .map(([commit, suffix]) => commit + suffix),
      ),
      packageVersion: packageVersions,
      graphHash: hex(16),
      artifact: base64Digest,
      code: base64Digest,
      description: fc.string().map(descriptionHash),
    })
    .chain((provenance) =>
      fc.oneof(
        fc.constant(provenance),
        fc.nat(2_000_000_000).map((committedAt) => ({ ...provenance, committedAt })),
        fc
          .tuple(fc.nat(2_000_000_000), fc.integer({ min: 3, max: 9 }))
          .map(([committedAt, callbackParameters]) => ({
            ...provenance,
            committedAt,
            callbackParameters,
          })),
      ),
    );

const usualVersions = fc.oneof(
  fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)).map((parts) => parts.join('.')),
  fc.constantFrom('10.20.3-rc.1', '1.0.0+b.5', '0.0.0'),
);

const evidence = fc.record(
  { lockfile: hex(12), tool: fc.constantFrom('0.0.0', '1.2.0', '10.20.30') },
  { requiredKeys: [] },
);

describe('the provenance of a version', () => {
  test('is read back as it was written', () => {
    // With everything at its longest there is no room for a whole version.
    const isLongest = ({ commit, callbackParameters }: Provenance) =>
      commit.length >= 64 && callbackParameters !== undefined;
    const usual = provenances(usualVersions).filter((one) => !isLongest(one));
    fc.assert(
      fc.property(usual, (provenance) => {
        expect(parseProvenance(formatProvenance(provenance))).toEqual(provenance);
      }),
    );
  });

  test('fits into a Description and keeps all that decides, whatever the version of the package', () => {
    const anyVersion = fc.oneof(fc.string(), fc.string({ minLength: 250, maxLength: 300 }));
    fc.assert(
      fc.property(provenances(anyVersion), (provenance) => {
        const text = formatProvenance(provenance);
        expect(text.length).toBeLessThanOrEqual(256);
        const { packageVersion, ...decisive } = parseProvenance(text) ?? {};
        expect(decisive).toEqual({ ...provenance, packageVersion: undefined });
        expect(packageVersion).toMatch(/^\S+$/);
      }),
    );
  });

  test('says what it was built with, wholly or not at all, and always beside an ordinary commit', () => {
    const withEvidence = fc
      .tuple(provenances(usualVersions), evidence)
      .map(([provenance, more]): Provenance => ({ ...provenance, ...more }));
    fc.assert(
      fc.property(withEvidence, (provenance) => {
        const text = formatProvenance(provenance);
        expect(text.length).toBeLessThanOrEqual(256);
        const read = parseProvenance(text);
        const { packageVersion: _version, lockfile, tool, ...decisive } = provenance;
        expect(read).toMatchObject(decisive);
        expect([lockfile, undefined]).toContain(read?.lockfile);
        expect([tool, undefined]).toContain(read?.tool);
        if (provenance.commit.length > 40) return;
        const hasRoom = provenance.callbackParameters === undefined;
        expect(read).toMatchObject({
          ...(lockfile && { lockfile }),
          ...(tool && hasRoom && { tool }),
        });
      }),
    );
  });

  test('has this form, which is in accounts already', () => {
    const provenance = {
      commit: '3f2a91c4d5e60718293a4b5c6d7e8f9001122334-dirty',
      packageVersion: '1.2.0',
      graphHash: '5fd0a1b2c3d4e5f6',
      artifact: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      code: '9xQ2Qpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      description: '1a2b3c4d',
    };
    expect(formatProvenance(provenance)).toBe(
      'commit:3f2a91c4d5e60718293a4b5c6d7e8f9001122334-dirty package:1.2.0 graph:5fd0a1b2c3d4e5f6 artifact:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= code:9xQ2Qpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= description:1a2b3c4d',
    );
    expect(formatProvenance({ ...provenance, committedAt: 1_795_592_120 })).toMatch(
      / description:1a2b3c4d at:tp1rqw$/,
    );
    expect(formatProvenance({ ...provenance, callbackParameters: 3 })).toMatch(
      / description:1a2b3c4d takes:3$/,
    );
    const built = { lockfile: '0c1d2e3f4a5b', tool: '1.2.0' };
    expect(formatProvenance({ ...provenance, ...built })).toMatch(
      / description:1a2b3c4d lock:0c1d2e3f4a5b tool:1\.2\.0$/,
    );
  });
});

test.each([
  undefined,
  '',
  'Names the species of a penguin',
  'commit:abc',
  'commit:abc package:1.0.0 graph:1 artifact:2 code:3 description:4 and more',
  'see commit:abc package:1.0.0 graph:1 artifact:2 code:3 description:4',
])('no provenance is read from %j', (text) => {
  expect(parseProvenance(text)).toBeUndefined();
});

describe('the fingerprint of a description', () => {
  // Test vectors of FNV-1a, 32 bits: http://www.isthe.com/chongo/src/fnv/test_fnv.c
  test.each([
    ['', '811c9dc5'],
    ['a', 'e40c292c'],
    ['foobar', 'bf9cf968'],
  ])('of %j is %s', (text, hash) => {
    expect(descriptionHash(text)).toBe(hash);
  });

  test('is eight hex digits, and another for another text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(descriptionHash(text)).toMatch(/^[0-9a-f]{8}$/);
        expect(descriptionHash(`${text}.`)).not.toBe(descriptionHash(text));
      }),
    );
  });
});
