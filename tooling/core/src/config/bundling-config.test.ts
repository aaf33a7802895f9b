import { describe, expect, test } from 'vitest';
import { caught } from '../../test/caught.ts';
import { bundlingSchema, checkConfig, lambdaConfigSchema, type Bundling } from '../index.ts';

const everything = {
  external: ['sharp', '@node-rs/crc32'],
  layerProvided: ['chromium', '@aws-sdk/*', '@aws-sdk/client-s3'],
  files: [
    { from: 'templates' },
    { from: 'words/*.txt', to: 'data' },
    { from: 'table.json', package: '@packages/penguins', to: 'data/penguins.json' },
  ],
  loaders: { '.html': 'text', '.module.css': 'empty' },
  define: { VERSION: '1.0', 'process.env.NODE_ENV': 'production', LIMIT: 3, ON: true, NO: null },
  banner: '/* (c) */',
  sourceMap: false,
} as const;

const problemsOf = (bundling: unknown) =>
  caught(() => checkConfig(lambdaConfigSchema, { bundling }, 'lambda.config.ts')).problems;

test('takes every field and changes none', () => {
  expect(bundlingSchema.parse(everything)).toEqual(everything);
  expect(Object.keys(everything).toSorted()).toEqual(Object.keys(bundlingSchema.shape).toSorted());
  expect(bundlingSchema.parse({}) satisfies Bundling).toEqual({});
});

test('has a description for every field', () => {
  const { shape } = bundlingSchema;
  const fields = Object.entries({ ...shape, ...shape.files.unwrap().element.shape });
  expect(fields.filter(([, field]) => !field.description?.endsWith('.'))).toEqual([]);
});

describe('refuses', () => {
  test.each([
    [{ external: ['sharp/lib'] }, 'external[0]: "sharp/lib" is not the name of an npm package'],
    [{ external: ['@scope/*'] }, 'external[0]: "@scope/*" is not the name of an npm package'],
    [
      { layerProvided: ['*'] },
      'layerProvided[0]: "*" is not the name of an npm package, nor `@scope/*`',
    ],
    [
      { files: [{ from: '../x' }] },
      'files[0].from: "../x" is not a relative path with `/` that stays inside',
    ],
    [
      { files: [{ from: 'x', to: '/opt/x' }] },
      'files[0].to: "/opt/x" is not a relative path with `/` that stays inside',
    ],
    [
      { files: [{ from: 'a\\b' }] },
      'files[0].from: "a\\\\b" is not a relative path with `/` that stays inside',
    ],
    [{ loaders: { html: 'text' } }, 'loaders.html: the name does not look like `.html`'],
    [
      { loaders: { '.png': 'file' } },
      'loaders[".png"]: "file" is none of text, json, base64, dataurl, binary, empty, js, jsx, ts, tsx',
    ],
    [
      { define: { 'a-b': 1 } },
      'define["a-b"]: the name is not an identifier, nor several with dots between them',
    ],
    [
      { define: { 'import.meta.url': 'x' } },
      'define["import.meta.url"]: the name is one that the bundler gives a meaning to',
    ],
    [
      { define: { VERSION: undefined } },
      'define.VERSION: undefined is none of string, number, boolean and null',
    ],
    [{ minify: false }, 'minify: there is no such field'],
  ] as [unknown, string][])('%j', (bundling, problem) => {
    expect(problemsOf(bundling)).toEqual([`bundling.${problem}`]);
  });
});
