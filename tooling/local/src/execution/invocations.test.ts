import { mkdtemp, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { ExecutableFunction } from './executor.ts';
import { openTestExecutor, type Files } from './testing.ts';

interface Case {
  readonly does: string;
  readonly code: Files | string;
  readonly with?: Partial<ExecutableFunction>;
  readonly answers: unknown;
}

const cases: Case[] = [
  {
    does: 'is CommonJS in a .js file',
    code: 'exports.handler = async () => __filename.endsWith("index.js");',
    answers: true,
  },
  {
    does: 'is CommonJS in a .cjs file',
    code: { 'index.cjs': 'exports.handler = async () => require("node:path").sep;' },
    answers: '/',
  },
  {
    does: 'is an ES module in an .mjs file',
    code: { 'index.mjs': 'const late = await 7; export const handler = async () => late;' },
    answers: 7,
  },
  {
    does: 'is an ES module by its package.json',
    code: {
      'package.json': '{"type":"module"}',
      'index.js': 'import { two } from "./two.js"; export const handler = async () => two;',
      'two.js': 'export const two = 2;',
    },
    answers: 2,
  },
  {
    does: 'is an ES module on nodejs20.x',
    code: { 'index.mjs': 'export const handler = async () => import.meta.url.slice(-9);' },
    with: { runtime: 'nodejs20.x' },
    answers: 'index.mjs',
  },
  {
    does: 'is below a directory and inside an object',
    code: { 'src/app.js': 'exports.api = { get: async () => "got" };' },
    with: { handler: 'src/app.api.get' },
    answers: 'got',
  },
  {
    does: 'asks for require of ES modules with NODE_OPTIONS',
    code: {
      'index.js': 'const { two } = require("./two.mjs"); exports.handler = async () => two;',
      'two.mjs': 'export const two = 2;',
    },
    with: { environment: { NODE_OPTIONS: '--experimental-require-module' } },
    answers: 2,
  },
  {
    does: 'returns nothing',
    code: 'exports.handler = async () => {};',
    answers: null,
  },
  {
    does: 'calls back (nodejs22.x)',
    code: 'exports.handler = (event, context, callback) => callback(null, "called");',
    with: { runtime: 'nodejs22.x' },
    answers: 'called',
  },
  {
    does: 'calls back and waits for its event loop to be empty (nodejs22.x)',
    code: 'exports.handler = (event, context, callback) => { const a = { done: false }; setTimeout(() => { a.done = true; }, 50); callback(null, a); };',
    with: { runtime: 'nodejs22.x' },
    answers: { done: true },
  },
  {
    does: 'calls back and does not wait (nodejs22.x)',
    code: 'exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; const a = { done: false }; setTimeout(() => { a.done = true; }, 50); callback(null, a); };',
    with: { runtime: 'nodejs22.x' },
    answers: { done: false },
  },
  {
    does: 'never calls back (nodejs22.x)',
    code: 'exports.handler = () => {};',
    with: { runtime: 'nodejs22.x' },
    answers: null,
  },
  {
    does: 'streams its response',
    code: 'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("[1,"); stream.end("2]"); });',
    answers: [1, 2],
  },
  {
    does: 'streams its response (nodejs22.x)',
    code: 'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("[1,"); stream.end("2]"); });',
    with: { runtime: 'nodejs22.x' },
    answers: [1, 2],
  },
];

it.each(cases)('runs a function that $does, twice', async (item) => {
  await using local = await openTestExecutor();
  const executable = local.define(item.code, item.with);
  const results = [await local.invoke(executable), await local.invoke(executable)];
  expect(results.map(({ functionError }) => functionError)).toEqual([undefined, undefined]);
  expect(results.map(({ json }) => json())).toEqual([item.answers, item.answers]);
});

it.each(['nodejs22.x', 'nodejs24.x'])(
  'runs a %s function wherever the scratch directory is, given as a relative path',
  async (runtime) => {
    const parent = await mkdtemp(join(tmpdir(), 'a # b %41 ?-'));
    await using local = await openTestExecutor({ scratchDirectory: relative('.', parent) });
    const module = local.define(
      {
        'index.mjs': 'import { two } from "./two.mjs"; export const handler = async () => two;',
        'two.mjs': 'export const two = 2;',
      },
      { runtime },
    );
    const script = local.define(
      {
        'index.js': 'const { two } = require("./two"); exports.handler = async () => two;',
        'two.js': 'exports.two = 2;',
      },
      { runtime },
    );
    expect([(await local.invoke(module)).text, (await local.invoke(script)).text]).toEqual([
      '2',
      '2',
    ]);
    await local.executor.close();
    await rm(parent, { recursive: true });
  },
);
