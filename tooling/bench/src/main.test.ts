import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it(
  'measures a small workspace from its first build to a library that all use',
  { timeout: 300_000 },
  async () => {
    const args = [join(import.meta.dirname, 'main.ts'), '--sizes', '2'];
    const scenarios = ['--scenarios', 'turbo,first,deep'];
    const { stdout } = await promisify(execFile)(process.execPath, [...args, ...scenarios]);
    const rows = stdout.split('\n').filter((line) => /^\| 2 +\|/.test(line));
    expect(rows.some((row) => row.includes('`pnpm turbo run build`'))).toBe(true);
    expect(rows.some((row) => row.includes('first deploy') && row.includes('2 CreateRole'))).toBe(
      true,
    );
    expect(rows.some((row) => row.includes('other libraries use'))).toBe(true);
  },
);
