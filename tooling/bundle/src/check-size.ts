import type { ArtifactInput, ArtifactManifest } from '@tooling/core';
import { lambdaLimits, UserError } from '@tooling/core/build';

const packagesShown = 5;

/** `ARTIFACT_TOO_LARGE`, with what weighs most, when Lambda would refuse the zip. */
export function checkSize(
  manifest: Pick<ArtifactManifest, 'zipBytes' | 'unzippedBytes' | 'inputs'>,
  subject: string,
  limits: { readonly zipBytes: number; readonly unzippedBytes: number } = lambdaLimits,
): void {
  const excesses = [
    describeExcess('the zip', manifest.zipBytes, limits.zipBytes),
    describeExcess('unzipped, it', manifest.unzippedBytes, limits.unzippedBytes),
  ].filter((text) => text !== undefined);
  if (excesses.length === 0) return;
  const heaviest = weighPackages(manifest.inputs).slice(0, packagesShown);
  throw new UserError('ARTIFACT_TOO_LARGE', excesses.join('; '), {
    subject,
    problems: heaviest.map(({ name, bytes }) => `${name}: ${megabytes(bytes)} of the bundle`),
    // The catalogue's hint is for an artifact that there is: this one is not written.
    hint: 'replace what weighs most, or read data from storage when the function runs',
  });
}

function describeExcess(what: string, bytes: number, limit: number): string | undefined {
  if (bytes <= limit) return undefined;
  return `${what} is ${megabytes(bytes)} (${bytes} bytes), Lambda takes ${megabytes(limit)}`;
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
