import { expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

test.each(['logger', 'metrics', 'tracer'])('importing the %s does nothing', async (name) => {
  const { stdout, stderr } = await runProgram(`
    const before = [process.listenerCount('exit'), globalThis.fetch, globalThis.console];
    await import('./${name}.ts');
    const after = [process.listenerCount('exit'), globalThis.fetch, globalThis.console];
    console.log(before.every((value, index) => value === after[index]));
  `);
  expect(stdout).toBe('true\n');
  expect(stderr).toBe('');
});
