import { expect, test } from 'vitest';
import { readCoverage } from '../reference/read-coverage.ts';
import { actionRule } from './action-rules.ts';

test('it is said of each operation which actions it needs', async () => {
  const services = await readCoverage();
  const without = services.flatMap(({ name, implemented, partly }) =>
    [...implemented, ...partly.map(([operation]) => operation)]
      .filter((operation) => actionRule(name, operation) === undefined)
      .map((operation) => `${name}:${operation}`),
  );
  expect(without).toEqual([]);
});
