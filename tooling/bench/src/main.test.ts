import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** The rows of a workspace with two lambdas. */
async function benchTwo(...args: readonly string[]): Promise<readonly string[]> {
  const command = [join(import.meta.dirname, 'main.ts'), '--sizes', '2', ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  return stdout.split('\n').filter((line) => /^\| 2 +\|/.test(line));
}

it(
  'measures a small workspace from its first build to a library that all use',
  { timeout: 1_200_000 },
  async () => {
    const rows = await benchTwo('--scenarios', 'turbo,first,deep');
    expect(rows.some((row) => row.includes('`pnpm turbo run build`'))).toBe(true);
    expect(rows.some((row) => row.includes('first deploy') && row.includes('2 CreateRole'))).toBe(
      true,
    );
    expect(rows.some((row) => row.includes('other libraries use'))).toBe(true);
  },
);

it('measures what the caches of the pipeline spare', { timeout: 1_200_000 }, async () => {
  const rows = await benchTwo('--pipeline');
  const ran = (change: string) =>
    rows
      .find((row) => row.includes(change) && row.includes('| check '))
      ?.split('|')[7]
      ?.trim();
  expect(ran('nothing changed')).toBe('4 / 0 / 0');
  expect(ran('one lambda changed')).toBe('4 / 2 / 2');
  expect(rows.filter((row) => /\| (?:plan|build|deploy) +\|/.test(row)).length).toBe(6);
});

it('measures when a save is live under lambda dev', { timeout: 1_200_000 }, async () => {
  const rows = await benchTwo('--dev', '--saves', '2', '--edits', '20');
  expect(rows.some((row) => /a file of one lambda +\| 1 +\| \d+ ms/.test(row))).toBe(true);
  expect(rows.some((row) => /\| 20 +\| \d+ \/ /.test(row))).toBe(true);
});
