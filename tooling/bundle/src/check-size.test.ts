import { expect, test } from 'vitest';
import { checkSize } from './check-size.ts';

const input = (path: string, bundledBytes: number) => ({
  path,
  bundledBytes,
  sizeBytes: 0,
  sha256: '',
});

const manifest = {
  unzippedBytes: 250 * 1_048_576,
  inputs: [
    input('lambdas/x/index.ts', 10),
    input('lambdas/x/other.ts', 5_242_880),
    input('packages/model/src/a.ts', 2),
    input('node_modules/zod@4.6.7/a.js', 20),
    input('node_modules/zod@4.6.7/b/c.js', 20_000_000),
    input('node_modules/@aws-sdk/core@3.1.0/a.js', 3),
    input('node_modules/a@1.0.0/a.js', 1),
    input('node_modules/b@1.0.0/a.js', 1),
  ],
};

test('takes an artifact of exactly what Lambda takes', () => {
  expect(() => checkSize(manifest, 'lambdas/x')).not.toThrow();
});

test('refuses more and names the heaviest packages', () => {
  const unzippedBytes = 300_000_000;
  const message = 'unzipped, it is 286.1 MB (300000000 bytes), Lambda takes 250.0 MB';
  const check = () => checkSize({ ...manifest, unzippedBytes }, 'lambdas/x');
  expect(check).toThrow(
    expect.objectContaining({
      code: 'ARTIFACT_TOO_LARGE',
      subject: 'lambdas/x',
      message,
      problems: [
        'zod@4.6.7: 19.1 MB of the bundle',
        'lambdas/x: 5.0 MB of the bundle',
        '@aws-sdk/core@3.1.0: 0.0 MB of the bundle',
        'packages/model: 0.0 MB of the bundle',
        'a@1.0.0: 0.0 MB of the bundle',
      ],
    }) as Error,
  );
});
