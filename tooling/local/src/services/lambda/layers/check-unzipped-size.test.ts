import { expect, it } from 'vitest';
import { checkUnzippedSize } from './check-unzipped-size.ts';

const code = (unzippedBytes: number) => ({ sha256Hex: 'code', sizeBytes: 1, unzippedBytes });
const layer = (unzippedBytes: number) => ({ ...code(unzippedBytes), arn: 'layer' });

it('lets code and layers together be as large as Lambda takes, and not a byte larger', () => {
  checkUnzippedSize(code(100_000_000), [layer(100_000_000), layer(62_144_000)]);
  expect(() => {
    checkUnzippedSize(code(100_000_000), [layer(100_000_000), layer(62_144_001)]);
  }).toThrow(
    'Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 262144001 bytes.',
  );
});
