import type { ArtifactManifest } from '@tooling/core';
import { expect, it } from 'vitest';
import { bundleShares } from '@tooling/core/graph';
import { formatBundle } from './format-why.ts';
import { createStyles } from './styles.ts';

const input = (path: string, bundledBytes: number) => ({
  path,
  sizeBytes: bundledBytes,
  bundledBytes,
  sha256: '0'.repeat(64),
});

const manifest: ArtifactManifest = {
  manifestVersion: 1,
  digest: 'digest',
  codeDigest: 'code',
  zipBytes: 1000,
  unzippedBytes: 3000,
  handler: 'index.handler',
  format: 'esm',
  files: [],
  inputs: [
    input('lambdas/resize/index.ts', 100),
    input('node_modules/@img/sharp@1.0.0/sharp.node', 2000),
    input('node_modules/tiny@2.0.0/index.js', 500),
    input('node_modules/zod@4.0.0/index.js', 400),
  ],
  esbuildVersion: '0.28.2',
  toolVersion: '1.2.0',
  externals: [
    {
      name: '@img/sharp',
      version: '1.0.0',
      license: 'Apache-2.0',
      path: 'node_modules/@img/sharp',
      sizeBytes: 2000,
    },
    { name: 'tiny', version: '2.0.0', path: 'node_modules/tiny', sizeBytes: 500 },
  ],
};

it('tells installed packages, with their licences, from bundled ones', () => {
  const shares = bundleShares(manifest);
  const text = formatBundle({ lambda: 'resize', manifest }, shares, createStyles(false));
  expect(text).toContain('@img/sharp@1.0.0 (installed, Apache-2.0)');
  expect(text).toContain('tiny@2.0.0 (installed, says no licence)');
  expect(text).toMatch(/^zod@4\.0\.0 +400 B/m);
});
