import { beforeAll, describe, expect, test } from 'vitest';
import { type Findings, lintSources } from './lint-sources.ts';
import { allowed } from './planted/allowed.ts';
import { plantedEffects } from './planted/planted-effects.ts';
import { plantedLayers } from './planted/planted-layers.ts';
import { plantedSources } from './planted/planted-sources.ts';
import { plantedTests } from './planted/planted-tests.ts';

const planted = [...plantedLayers, ...plantedEffects, ...plantedSources, ...plantedTests];
const packages = ['lambdas/one', 'packages/shared', 'tooling/core', 'tooling/aws'];

let findings: Findings;

// All of them in one repository: a lint for each would load the compiler anew every time.
beforeAll(async () => {
  const manifests = packages.map((directory) => ({
    path: `${directory}/package.json`,
    code: JSON.stringify({ name: `@${directory}` }),
  }));
  const files = [...manifests, ...planted, ...allowed].map(
    ({ path, code }) => [path, `${code}\n`] as const,
  );
  findings = await lintSources(Object.fromEntries(files));
}, 60_000);

test('every piece of code is in a file of its own', () => {
  const paths = [...planted, ...allowed].map(({ path }) => path);
  expect(paths.toSorted()).toEqual([...new Set(paths)].sort());
});

describe('refuses', () => {
  test.each(planted)('$what', ({ path, rule, says }) => {
    const found = (findings[path] ?? []).filter((finding) => finding.startsWith(`${rule}: `));
    expect(found.join('\n')).toMatch(says);
  });
});

describe('allows', () => {
  test.each(allowed)('$what', ({ path }) => {
    // What is imported does not exist there, so its type is an error.
    const found = findings[path]?.filter(
      (finding) => !finding.startsWith('@typescript-eslint/no-unsafe'),
    );
    expect(found).toEqual([]);
  });
});
