import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Bundling } from '@tooling/core';
import { nativePackages } from './native-packages.ts';
import { lockfileOf } from './registry.ts';

/** What differs between two machines that hold the same commit. */
export interface Machine {
  /** Hash that pnpm puts behind a package's version, for its peers. */
  readonly peers: string;
  /** Files are created last to first, so that a directory lists them in another order. */
  readonly reversed: boolean;
}

const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;

/** What is committed: everything that a bundle can have, in small. */
const sources: Record<string, string> = {
  'package.json': '{ "name": "repository", "private": true }\n',
  'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }\n',
  'lambdas/x/package.json':
    '{ "name": "@lambdas/x", "type": "module", "dependencies": { "@packages/model": "workspace:*", "@tiny/native": "1.2.3" } }\n',
  'lambdas/x/templates/page.html': '<p>hello</p>\n',
  'lambdas/x/templates/deep/run.sh': '#!/bin/sh\necho hello\n',
  'pnpm-lock.yaml': lockfileOf(nativePackages, { 'lambdas/x': { '@tiny/native': '1.2.3' } }),
  'lambdas/x/index.ts': text([
    "import { EOL } from 'node:os';",
    "import { fit } from '@packages/model';",
    "import { help } from '@tiny/native';",
    "import table from './table.json' with { type: 'json' };",
    '',
    'const steps = ["one", "two", "three"] as const;',
    'export const handler = async (event: { step: number }) => {',
    '  // A glob: esbuild lists the directory.',
    '  const { run } = await import(`./steps/${steps[event.step]}.ts`);',
    "  const { late } = await import('./late.ts');",
    '  return run(fit(table)) + late + help() + EOL;',
    '};',
  ]),
  'lambdas/x/late.ts': 'export const late = 1;\n',
  'lambdas/x/table.json': '[1, 2, 3]\n',
  'lambdas/x/steps/one.ts': "export const run = (n: number) => n + 'one';\n",
  'lambdas/x/steps/two.ts': "export const run = (n: number) => n + 'two';\n",
  'lambdas/x/steps/three.ts': "export const run = (n: number) => n + 'three';\n",
  'packages/model/package.json': '{ "name": "@packages/model", "exports": "./src/index.ts" }\n',
  'packages/model/data/words.txt': 'one two\n',
  'packages/model/src/index.ts': text([
    "import { sum } from 'tiny';",
    'export class Model { constructor(readonly value: number) {} }',
    'export const fit = (xs: number[]) => new Model(sum(xs)).value;',
    'export const unused = () => fit([]);',
  ]),
};

/** What the lambda's configuration would say. */
export const bundling: Bundling = {
  external: ['@tiny/native'],
  files: [{ from: 'templates' }, { package: '@packages/model', from: 'data/*.txt', to: 'data' }],
  define: { VERSION: '1.0' },
  banner: '/* banner */',
};

/** What an installation adds. */
const installed = (peers: string): Record<string, string> => {
  const tiny = `node_modules/.pnpm/tiny@1.2.3_${peers}/node_modules/tiny`;
  return {
    [`${tiny}/package.json`]: '{ "name": "tiny", "version": "1.2.3", "main": "index.js" }\n',
    [`${tiny}/index.js`]: text([
      "const { deep } = require('./deep');",
      'exports.sum = (xs) => xs.reduce((a, b) => a + b, deep(__filename));',
    ]),
    [`${tiny}/deep.js`]: "exports.deep = (file) => require('path').extname(file).length;\n",
  };
};

const links = (peers: string): Record<string, string> => ({
  'lambdas/x/node_modules/@packages/model': '../../../../packages/model',
  'packages/model/node_modules/tiny': `../../../node_modules/.pnpm/tiny@1.2.3_${peers}/node_modules/tiny`,
});

export function commitSources(root: string, machine: Machine): void {
  writeAll(root, sources, machine);
}

export function install(root: string, machine: Machine): void {
  writeAll(root, installed(machine.peers), machine);
  for (const [name, target] of Object.entries(links(machine.peers))) {
    const link = path.join(root, name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(target, link);
  }
}

function writeAll(root: string, files: Record<string, string>, { reversed }: Machine): void {
  const names = Object.keys(files);
  for (const name of reversed ? names.reverse() : names) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, files[name] ?? '');
    if (reversed) chmodSync(file, 0o755);
  }
}
