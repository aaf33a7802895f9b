import type { ArtifactInput, ArtifactManifest } from '@tooling/core';
import { lambdaLimits, UserError } from '@tooling/core/build';

const packagesShown = 5;

/**
 * `ARTIFACT_TOO_LARGE`, with what weighs most, when Lambda would refuse it however it gets there. How large
 * the zip may be depends on the stage, which may have a bucket for it: the plan knows.
 */
export function checkSize(
  { unzippedBytes, inputs }: Pick<ArtifactManifest, 'unzippedBytes' | 'inputs'>,
  subject: string,
): void {
  const limit = lambdaLimits.unzippedBytes;
  if (unzippedBytes <= limit) return;
  const heaviest = weighPackages(inputs).slice(0, packagesShown);
  const message = `unzipped, it is ${megabytes(unzippedBytes)} (${unzippedBytes} bytes), Lambda takes ${megabytes(limit)}`;
  throw new UserError('ARTIFACT_TOO_LARGE', message, {
    subject,
    problems: heaviest.map(({ name, bytes }) => `${name}: ${megabytes(bytes)} of the bundle`),
    // The catalogue's hint is for an artifact that there is: this one is not written.
    hint: 'replace what weighs most, or read data from storage when the function runs',
  });
}

/** Bytes in the bundle by package, heaviest first. */
function weighPackages(inputs: readonly ArtifactInput[]): { name: string; bytes: number }[] {
  const weights = new Map<string, number>();
  for (const input of inputs) {
    const name = packageOf(input.path);
    weights.set(name, (weights.get(name) ?? 0) + input.bundledBytes);
  }
  return [...weights]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

/** `zod@4.6.7` of `node_modules/zod@4.6.7/index.js`, `packages/model` of `packages/model/src/fit.ts`. */
function packageOf(input: string): string {
  const [first = '', second = '', third = ''] = input.split('/');
  if (first !== 'node_modules') return `${first}/${second}`;
  return second.startsWith('@') ? `${second}/${third}` : second;
}

const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
