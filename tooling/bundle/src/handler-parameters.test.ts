import { describe, expect, test } from 'vitest';
import { makeWorkspace, type Sources } from '../test/workspace.ts';
import { buildArtifact } from './index.ts';

async function count(sources: Sources): Promise<number | undefined> {
  const inLambda = Object.fromEntries(
    Object.entries(sources).map(([name, text]) => [`lambdas/x/${name}`, text]),
  );
  const { manifest } = await buildArtifact(await makeWorkspace(inLambda));
  return manifest.handlerParameters;
}

const callback = '(event, context, callback) => callback(null, event)';
const other = { 'other.mjs': `export const main = ${callback};` };

describe('the parameters of a handler are counted', () => {
  test.each<[number, Sources]>([
    [0, { 'index.mjs': 'export const handler = async () => 1;' }],
    [1, { 'index.mjs': 'export const handler = async event => event;' }],
    [2, { 'index.mjs': 'export async function handler(event, context) { return context; }' }],
    [3, { 'index.mjs': `export const handler = ${callback};` }],
    [3, { 'index.mjs': 'export function handler(event, context, callback) { callback(); }' }],
    [3, { 'index.mjs': 'export const handler = async ({ a, b }, [c], done) => done(a, b, c);' }],
    [1, { 'index.mjs': 'export const handler = async (event, context = {}, ...rest) => rest;' }],
    [3, { 'index.mjs': `const main = ${callback};\nexport { main as handler };` }],
    [
      2,
      {
        'index.ts':
          'type E = { a: Map<string, number> };\nexport const handler = async (event: E, context: { id: string }): Promise<E> => event;',
      },
    ],
    [
      3,
      {
        'index.ts':
          'import type { Handler } from "aws-lambda";\nexport const handler: Handler<{ a: 1 }, void> = (event, _context, callback) => { callback(null); };',
      },
    ],
    [3, { 'index.mjs': "export { main as handler } from './other.mjs';", ...other }],
    [
      3,
      {
        'index.mjs': "import { main } from './other.mjs';\nexport const handler = main;",
        ...other,
      },
    ],
    [
      3,
      {
        'index.mjs': "import main from './other.mjs';\nexport { main as handler };",
        'other.mjs': `export default function (event, context, callback) { callback(); }`,
      },
    ],
    [
      3,
      {
        'index.mjs': "export * from './all.mjs';",
        'all.mjs': `export const handler = ${callback};`,
      },
    ],
    [3, { 'index.cjs': `exports.handler = ${callback};` }],
    [3, { 'index.cjs': `module.exports = { handler(event, context, callback) { callback(); } };` }],
    [3, { 'index.cjs': `const handler = ${callback};\nmodule.exports = { handler };` }],
    [
      3,
      { 'index.cjs': "module.exports = require('./m');", 'm.js': `exports.handler = ${callback};` },
    ],
    [
      3,
      {
        'index.cjs': "exports.handler = require('./m').main;",
        'm.js': `exports.main = ${callback};`,
      },
    ],
    [
      1,
      {
        'index.cjs':
          'exports.handler = void 0;\nconst handler = async (event) => event;\nexports.handler = handler;',
      },
    ],
    // A wrapper that is written down returns what it returns, whatever it is given.
    [
      1,
      {
        'index.mjs': `const wrap = (inner) => async (event) => inner(event);\nexport const handler = wrap(${callback});`,
      },
    ],
    [
      3,
      {
        'index.mjs':
          "import { wrap } from './wrap.mjs';\nexport const handler = wrap(async () => 1);",
        'wrap.mjs':
          'export function wrap(inner) {\n  const log = () => { return 1; };\n  return function (event, context, callback) { callback(null, inner(), log()); };\n}',
      },
    ],
  ])('%i: %j', async (expected, sources) => {
    expect(await count(sources)).toBe(expected);
  });
});

describe('nothing is said of one that only running would tell', () => {
  test.each<Sources>([
    { 'index.mjs': `const make = (f) => f;\nexport const handler = make(${callback});` },
    { 'index.mjs': `export const handler = (${callback}).bind(null);` },
    { 'index.mjs': `export let handler = ${callback};\nif (process.env.X) handler = () => 1;` },
    {
      'index.mjs': `export const handler = process.env.X ? ${callback} : async () => 1;`,
    },
    {
      'index.mjs':
        'const wrap = (x) => {\n  if (x) return () => 1;\n  return (a, b, c) => c();\n};\nexport const handler = wrap(1);',
    },
    { 'index.cjs': `exports.handler = ${callback};\nexports.handler = async () => 1;` },
    {
      'index.cjs': `if (process.env.X) module.exports = { handler: ${callback} };\nelse exports.handler = async () => 1;`,
    },
    {
      'index.mjs':
        'export const handler = awslambda.streamifyResponse(async (event, stream, context) => stream.end());',
    },
    {
      'index.mjs': "import * as m from './m.mjs';\nexport const handler = m.handler;",
      'm.mjs': `export const handler = ${callback};`,
    },
    {
      'index.mjs': "export * from './a.mjs';\nexport * from './b.mjs';",
      'a.mjs': 'export const a = 1;',
      'b.mjs': `export const handler = ${callback};`,
    },
  ])('%j', async (sources) => {
    expect(await count(sources)).toBeUndefined();
  });
});
