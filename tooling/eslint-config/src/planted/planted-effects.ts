import type { Planted } from './planted.ts';

const imports = '@typescript-eslint/no-restricted-imports';
const syntax = 'no-restricted-syntax';
const globals = 'no-restricted-globals';
const properties = 'no-restricted-properties';
const pure = /decides and has no effects/;
const clock = /hidden clock/i;
const hosts = /only hosts print/i;

/** Effects where there must be none. */
export const plantedEffects: readonly Planted[] = [
  inCore(
    'node:fs',
    "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
    imports,
  ),
  inCore('node:net', "import { connect } from 'node:net';\nexport const x = connect;", imports),
  inCore('node:http', "import { get } from 'node:http';\nexport const x = get;", imports),
  inCore(
    'node:child_process',
    "import { spawn } from 'node:child_process';\nexport const x = spawn;",
    imports,
  ),
  inCore(
    'node:crypto randomness',
    "import { randomUUID } from 'node:crypto';\nexport const x = randomUUID;",
    imports,
  ),
  inCore(
    'fs without prefix',
    "import { readFileSync } from 'fs';\nexport const x = readFileSync;",
    imports,
    /node:/,
  ),
  inCore('process', 'export const x: unknown = process;', globals),
  inCore('globalThis.process', 'export const x: unknown = globalThis.process;', globals),
  inCore('console', "console.log('x');", globals),
  inCore('setTimeout', 'setTimeout(() => undefined, 1);', globals),
  inCore('fetch', "export const x: unknown = fetch('x');", globals),
  inCore('performance.now', 'export const x: unknown = performance.now();', globals),
  inCore('Math.random', 'export const x = Math.random();', properties),
  inCore('Date.now', 'export const x = Date.now();', properties, clock),
  inCore('new Date', 'export const x = new Date();', syntax, clock),
  {
    what: 'a hidden clock in the rest of the tooling',
    path: 'tooling/aws/src/clock.ts',
    code: 'export const now = () => new Date();',
    rule: syntax,
    says: clock,
  },
  {
    what: 'a hidden clock in a test',
    path: 'tooling/aws/src/clock.test.ts',
    code: 'export const now = Date.now();',
    rule: properties,
    says: clock,
  },
  {
    what: 'a hidden clock in the terminal',
    path: 'tooling/deploy/src/terminal/clock.ts',
    code: 'export const now = Date.now();',
    rule: properties,
    says: clock,
  },
  {
    what: 'console outside the hosts',
    path: 'tooling/deploy/src/plan-command.ts',
    code: "console.log('x');",
    rule: globals,
    says: hosts,
  },
  {
    what: 'writing to standard output outside the hosts',
    path: 'tooling/aws/src/writes.ts',
    code: "process.stdout.write('x');",
    rule: properties,
    says: hosts,
  },
  {
    what: 'ending the process outside the hosts',
    path: 'tooling/aws/src/exits.ts',
    code: 'process.exit(1);',
    rule: properties,
    says: hosts,
  },
  {
    what: 'a shell',
    path: 'tooling/workspace/src/exec.ts',
    code: "import { exec } from 'node:child_process';\nexport const x: unknown = exec;",
    rule: imports,
    says: /with an array/,
  },
  {
    what: 'a shell by option',
    path: 'tooling/workspace/src/shell.ts',
    code: 'export const options = { shell: true };',
    rule: syntax,
    says: /with an array/,
  },
];

function inCore(what: string, code: string, rule: string, says: RegExp = pure): Planted {
  const path = `tooling/core/src/${what.replaceAll(/\W+/g, '-')}.ts`;
  return { what: `${what} in tooling/core`, path, code, rule, says };
}
