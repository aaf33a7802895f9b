import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployConfigSchema, errorCatalogue, exitCodes, lambdaConfigSchema } from '@tooling/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../commands/commands.ts';
import { listFields } from './list-fields.ts';
import { table } from './markdown.ts';
import { renderReference } from './render-reference.ts';
import { findStalePages, writeReference } from './write-reference.ts';

const pages = new Map((await renderReference()).map(({ path, text }) => [path, text]));

const readPage = (name: string): string => pages.get(`docs/reference/${name}.md`) ?? '';

/** First cells of the rows of a page's tables. */
const firstCells = (text: string) =>
  [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell]) => cell);

describe('the fields of a schema', () => {
  test('are listed with type, limits and description, nested ones by their path', () => {
    const schema = z.strictObject({
      name: z.string().max(5).describe('A name.'),
      size: z.int().min(1).max(9).optional().describe('A size.'),
      count: z.int().min(0).optional().describe('A count.'),
      kind: z.enum(['one', 'two']).optional().describe('A kind.'),
      list: z.array(z.string().regex(/^a$/)).max(3).optional().describe('A list.'),
      inner: z
        .strictObject({ days: z.literal([1, 7]).describe('Days.') })
        .optional()
        .describe('Inner.'),
      named: z
        .record(z.string().max(2), z.strictObject({ on: z.string().describe('On.') }))
        .optional()
        .describe('Named.'),
      texts: z.record(z.string(), z.string().max(4)).optional().describe('Texts.'),
      maybe: z.int().min(1).max(3).nullable().optional().describe('Maybe.'),
      either: z
        .union([
          z.string(),
          z.strictObject({
            a: z.boolean().describe('A.'),
            b: z.literal('yes').optional().describe('B.'),
          }),
        ])
        .optional()
        .describe('Either.'),
    });
    expect(
      listFields(schema).map(({ path, isRequired, type }) => [path, isRequired, type]),
    ).toEqual([
      ['name', true, 'string, at most 5 characters'],
      ['size', false, 'whole number, 1 to 9'],
      ['count', false, 'whole number, 0 or more'],
      ['kind', false, '`one`, `two`'],
      ['list', false, 'array, at most 3, of: string, matching `^a$`'],
      ['inner', false, 'object'],
      ['inner.days', true, '`1`, `7`'],
      ['named', false, 'object by name; a name is a string, at most 2 characters'],
      ['named.<name>.on', true, 'string'],
      ['texts', false, 'object; keys: string; values: string, at most 4 characters'],
      ['maybe', false, 'whole number, 1 to 3, or `null`'],
      ['either', false, 'string, or object'],
      ['either.a', true, 'boolean'],
      ['either.b', false, '`yes`'],
    ]);
  });

  test('have to have descriptions', () => {
    expect(() => listFields(z.strictObject({ a: z.strictObject({ b: z.string() }) }))).toThrow(
      'a has no description',
    );
  });
});

test('a table keeps what would end its cells', () => {
  expect(table(['a', 'b'], [['x|y', 'one\n  two']])).toBe(
    '| a | b |\n| --- | --- |\n| x\\|y | one two |',
  );
});

describe('the page of', () => {
  test('lambda.config.ts has every field, with its default', () => {
    const text = readPage('lambda-config');
    const { shape } = lambdaConfigSchema;
    const nested = (['logging', 'switching', 'bundling'] as const).flatMap((outer) =>
      Object.keys(shape[outer].unwrap().shape).map((field) => `${outer}.${field}`),
    );
    const ofNullable = ['vpc', 'deadLetter'] as const;
    const further = ofNullable.flatMap((outer) =>
      Object.keys(shape[outer].unwrap().unwrap().shape).map((field) => `${outer}.${field}`),
    );
    const cells = firstCells(text);
    const expected = [...Object.keys(shape), ...nested, ...further];
    expect(expected.filter((field) => !cells.includes(field))).toEqual([]);
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toContain('environment.<name>.secret');
    expect(cells).toContain('permissions[].actions');
    expect(text).toContain('| `nodejs22.x`, `nodejs24.x`, `nodejs26.x` | `nodejs24.x` |');
    expect(text).toContain('memorySize: 64 is below 128');
  });

  test('deploy.config.ts has every field, and says which are required', () => {
    const text = readPage('deploy-config');
    const { shape } = deployConfigSchema;
    const ofStage = Object.keys(shape.stages.unwrap().valueType.shape);
    const ofLocal = Object.keys(shape.local.unwrap().shape).map((field) => `local.${field}`);
    const nested = [...ofStage.map((field) => `stages.<name>.${field}`), ...ofLocal];
    const cells = firstCells(text);
    expect(cells).toContain('httpApi.authorizers.<name>.issuer');
    expect(cells.filter((cell = '') => !cell.startsWith('httpApi.')).toSorted()).toEqual(
      [...Object.keys(shape), ...nested].toSorted(),
    );
    expect(text.match(/^\| `(?!httpApi).*\*\*required\*\*/gm)).toHaveLength(2);
  });

  test('errors has every code and exit code', () => {
    const text = readPage('errors');
    const headings = [...text.matchAll(/^### (\S+)$/gm)].map(([, code]) => code);
    expect(headings).toEqual(Object.keys(errorCatalogue).toSorted());
    for (const exitCode of Object.values(exitCodes)) expect(text).toContain(`\n| ${exitCode} |`);
  });

  test('events has every type of trigger, each with a sample', () => {
    const text = readPage('events');
    const headings = [...text.matchAll(/^## (\S+)$/gm)].map(([, heading]) => heading);
    const types = lambdaConfigSchema.shape.triggers
      .unwrap()
      .element.options.map(({ shape }) => shape.type.value);
    expect(headings).toEqual(['call', ...types]);
    expect(text.match(/^```json$/gm)).toHaveLength(types.length + 2);
  });

  test('the command line has every command and option', () => {
    const text = readPage('cli');
    for (const { name, args, options } of commands) {
      expect(text).toContain(`\n## lambda ${name}\n`);
      expect(text).toContain(`\nlambda ${[name, args].join(' ').trim()} [options]\n`);
      for (const { flags } of options) {
        expect(text).toContain(`| \`${flags.replace('|', '\\|')}\` |`);
      }
    }
  });
});

test('pages that differ from what would be written, or are missing, are stale', async () => {
  const root = await mkdtemp(join(tmpdir(), 'reference-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const written = [
    { path: 'docs/a.md', text: 'a\n' },
    { path: 'docs/b.md', text: 'b\n' },
  ];
  expect(await findStalePages(root, written)).toEqual(['docs/a.md', 'docs/b.md']);
  await writeReference(root, written);
  expect(await findStalePages(root, written)).toEqual([]);
  expect(await readFile(join(root, 'docs/a.md'), 'utf8')).toBe('a\n');
  await writeFile(join(root, 'docs/b.md'), 'b');
  expect(await findStalePages(root, written)).toEqual(['docs/b.md']);
});
