import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@tooling/core';
import { describe, expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { makeRoot, manifest, type Files } from '../test/temporary-root.ts';
import { readBuildConfig, readWorkspace, writeMissingManifests, type Workspace } from './index.ts';

const one: Files = {
  'lambdas/one/index.js': '',
  'lambdas/one/package.json': manifest('one'),
};

const failure = async (files: Files) => {
  const root = await makeRoot(files);
  return caught(() => readWorkspace(root));
};

test('reads lambdas sorted by name, and the configuration that they have in common', async () => {
  const root = await makeRoot({
    'deploy.config.ts': "export default { service: 'penguins' };",
    'lambdas/two/index.mts': '',
    'lambdas/two/package.json': manifest('two', { version: '3.0.0-rc.1' }),
    'lambdas/two/lambda.config.ts': 'export default { timeout: 9 };',
    ...one,
    'lambdas/README.md': 'not a lambda',
  });
  expect(await readWorkspace(root)).toEqual({
    root,
    deployConfig: { service: 'penguins' },
    lambdas: [
      {
        name: 'one',
        packageName: '@lambdas/one',
        packageVersion: '1.2.0',
        directory: 'lambdas/one',
        config: {},
        smokeTests: [],
      },
      {
        name: 'two',
        packageName: '@lambdas/two',
        packageVersion: '3.0.0-rc.1',
        directory: 'lambdas/two',
        config: { timeout: 9 },
        smokeTests: [],
      },
    ],
  });
});

test('reads events that have an expectation beside them, sorted by name', async () => {
  const root = await makeRoot({
    ...one,
    'lambdas/one/events/b.json': '\uFEFF{ "b": 1 }',
    'lambdas/one/events/b.expect.json': '{ "functionError": "Unhandled" }',
    'lambdas/one/events/a.json': '"a"',
    'lambdas/one/events/a.expect.json': '{ "payload": null, "maxDurationMs": 100 }',
    'lambdas/one/events/example.json': 'not even JSON',
  });
  const { lambdas } = await readWorkspace(root);
  expect(lambdas[0]?.smokeTests).toEqual([
    { name: 'a', payload: '"a"', expectation: { payload: null, maxDurationMs: 100 } },
    { name: 'b', payload: '{"b":1}', expectation: { functionError: 'Unhandled' } },
  ]);
});

test('needs neither a deploy.config.ts nor a lambda', async () => {
  const root = await makeRoot();
  const deployConfig = { service: 'lambdas' };
  expect(await readWorkspace(root)).toEqual({ root, deployConfig, lambdas: [] });
});

test('does not take for a lambda what a removed one left behind', async () => {
  const root = await makeRoot({
    ...one,
    'lambdas/gone/dist/function.zip': '',
    'lambdas/gone/node_modules/.bin/lambda': '',
    'lambdas/gone/.turbo/turbo-build.log': '',
    'lambdas/.hidden/notes.txt': '',
  });
  const { lambdas } = await readWorkspace(root);
  expect(lambdas.map(({ name }) => name)).toEqual(['one']);
});

test('reads a package.json that begins with a byte order mark', async () => {
  const root = await makeRoot({ ...one, 'lambdas/one/package.json': `\uFEFF${manifest('one')}` });
  expect((await readWorkspace(root)).lambdas).toMatchObject([{ name: 'one' }]);
});

test('takes 0.0.0 for the version of a package that has none', async () => {
  const files = { ...one, 'lambdas/one/package.json': manifest('one', { version: undefined }) };
  const { lambdas } = await readWorkspace(await makeRoot(files));
  expect(lambdas).toMatchObject([{ packageVersion: '0.0.0' }]);
});

test('a manifest that cannot be read hides no other file, also of the same lambda', async () => {
  const wrong = 'export default { memorySize: 1 };\n';
  const error = await failure({
    ...one,
    'lambdas/one/package.json': '{}',
    'lambdas/one/lambda.config.ts': wrong,
    'lambdas/two/index.js': '',
    'lambdas/two/package.json': manifest('two', { scripts: {} }),
    'lambdas/two/lambda.config.ts': wrong,
    'lambdas/three/main.js': '',
    'lambdas/three/package.json': manifest('three', { scripts: {} }),
  });
  expect(error.problems).toEqual([
    expect.stringContaining('lambdas/one/package.json cannot be read: '),
    'lambdas/one/lambda.config.ts: memorySize: 1 is below 128',
    expect.stringContaining('lambdas/three has no index file'),
    'lambdas/three/package.json: scripts.build: is missing; it is "lambda build"',
    'lambdas/two/lambda.config.ts: memorySize: 1 is below 128',
  ]);
});

test('what is valid by itself is checked too when another file is not', async () => {
  const root = await makeRoot({
    ...one,
    'lambdas/two/index.js': '',
    'lambdas/two/package.json': '{}',
  });
  const alsoCheck = ({ lambdas }: Workspace) => {
    throw new UserError('CONFIG_INVALID', `checked ${lambdas.map(({ name }) => name).join()}`);
  };
  await expect(readWorkspace(root, alsoCheck)).rejects.toMatchObject({
    problems: [expect.stringContaining('lambdas/two/package.json cannot be read'), 'checked one'],
  });
});

describe('refuses a lambda', () => {
  test('without an entry, saying what is there', async () => {
    const error = await failure({
      'lambdas/one/main.js': '',
      'lambdas/one/package.json': manifest('one'),
    });
    expect(error).toMatchObject({
      code: 'ENTRY_MISSING',
      message: 'lambdas/one has no index file: there is main.js, package.json',
      subject: 'lambdas/one',
    });
  });

  test('with more than one entry', async () => {
    const error = await failure({ ...one, 'lambdas/one/index.ts': '' });
    expect(error).toMatchObject({
      code: 'ENTRY_MISSING',
      message: 'lambdas/one has more than one index file: index.js, index.ts',
    });
  });

  test('whose package.json is no JSON', async () => {
    const error = await failure({ ...one, 'lambdas/one/package.json': '{ "name": }' });
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', subject: 'lambdas/one/package.json' });
    expect(error.message).toMatch(/^lambdas\/one\/package\.json cannot be read: SyntaxError: /);
    expect(error.hint).toContain('delete it to have one made');
  });

  test('whose package.json has no name', async () => {
    const error = await failure({ ...one, 'lambdas/one/package.json': '{}' });
    expect(error.message).toBe(
      'lambdas/one/package.json cannot be read: name: Invalid input: expected string, received undefined',
    );
  });

  test('whose package has another name, and no build', async () => {
    const text = JSON.stringify({ name: 'one', scripts: { test: 'vitest run' } });
    const error = await failure({ ...one, 'lambdas/one/package.json': text });
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      subject: 'lambdas/one/package.json',
      problems: [
        'name: "one" is not "@lambdas/one", the name of its directory',
        'scripts.build: is missing; it is "lambda build"',
      ],
      hint: 'fix the fields above',
    });
  });
});

test('refuses two packages of one name, naming both files', async () => {
  const error = await failure({
    ...one,
    'lambdas/two/index.js': '',
    'lambdas/two/package.json': manifest('one'),
  });
  expect(error).toMatchObject({
    code: 'NAME_TAKEN',
    message:
      'lambdas/one/package.json and lambdas/two/package.json both have the name "@lambdas/one"',
  });
});

test('reports everything that is wrong at once', async () => {
  const error = await failure({
    'deploy.config.ts': 'export default { stages: { dev: {} } };',
    'lambdas/a/index.js': '',
    'lambdas/a/package.json': manifest('a'),
    'lambdas/a/lambda.config.ts': 'export default { timeout: 0, memory: 512 };',
    'lambdas/b/package.json': manifest('b'),
    'lambdas/c/index.js': '',
    'lambdas/c/package.json': manifest('other'),
    ...one,
  });
  expect(error).toMatchObject({
    code: 'CONFIG_INVALID',
    message: 'several configuration files are not valid',
    exitCode: 2,
  });
  expect(error.problems).toEqual([
    'deploy.config.ts: service: is missing',
    'deploy.config.ts: stages.dev.region: is missing',
    'lambdas/a/lambda.config.ts: timeout: 0 is below 1',
    'lambdas/a/lambda.config.ts: memory: there is no such field; did you mean memorySize?',
    'lambdas/b has no index file: there is package.json',
    'lambdas/c/package.json: name: "@lambdas/other" is not "@lambdas/c", the name of its directory',
  ]);
});

describe('what a build needs of one lambda', () => {
  const configured = (text: string) => makeRoot({ ...one, 'lambdas/one/lambda.config.ts': text });

  test('is what decides its bytes, where it says it', async () => {
    const root = await configured(
      "export default { handler: 'index.run', architecture: 'arm64', bundling: { external: ['a'] }, memorySize: 256 };",
    );
    expect(await readBuildConfig(root, 'lambdas/one')).toEqual({
      handler: 'index.run',
      architecture: 'arm64',
      bundling: { external: ['a'] },
    });
    expect(await readBuildConfig(root, 'lambdas/two')).toEqual({});
  });

  test('is read although other fields need an environment that a build has not', async () => {
    const root = await configured(
      "export default { handler: 'index.run', environment: { TABLE: process.env.NO_SUCH_TABLE } };",
    );
    expect(await readBuildConfig(root, 'lambdas/one')).toEqual({ handler: 'index.run' });
    expect((await caught(() => readWorkspace(root))).problems).toEqual([
      'environment.TABLE: the value is missing',
    ]);
  });

  test('is checked', async () => {
    const root = await configured("export default { handler: 'app.run' };");
    expect(await caught(() => readBuildConfig(root, 'lambdas/one'))).toMatchObject({
      code: 'CONFIG_INVALID',
      problems: [expect.stringContaining('handler: "app.run" is not `index.`')],
    });
  });
});

describe('a container image', () => {
  const uri = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/one:1.0';
  const config = `export default { image: { uri: '${uri}' } };\n`;

  test('needs no entry file and no build, and is given a package.json', async () => {
    const root = await makeRoot({ 'lambdas/one/lambda.config.ts': config });
    expect(await writeMissingManifests(root)).toEqual(['lambdas/one/package.json']);
    const text = await readFile(join(root, 'lambdas/one/package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      name: '@lambdas/one',
      scripts: { test: 'vitest run --passWithNoTests' },
    });
    expect(text).not.toContain('build');
    const { lambdas } = await readWorkspace(root);
    expect(lambdas.map(({ config: { image } }) => image?.uri)).toEqual([uri]);
  });

  test('in one stage is one in all', async () => {
    const root = await makeRoot({
      'lambdas/one/lambda.config.ts': `export default { stages: { prod: { image: { uri: '${uri}' } } } };\n`,
    });
    expect(await writeMissingManifests(root)).toEqual(['lambdas/one/package.json']);
    expect((await readWorkspace(root)).lambdas).toHaveLength(1);
  });

  test('with an entry file is refused', async () => {
    const root = await makeRoot({
      'lambdas/one/lambda.config.ts': config,
      'lambdas/one/index.ts': '',
      'lambdas/one/package.json': manifest('one'),
    });
    await expect(readWorkspace(root)).rejects.toMatchObject({ code: 'ENTRY_UNUSED' });
  });

  test('is not what a configuration without an image is', async () => {
    const root = await makeRoot({
      'lambdas/one/lambda.config.ts': 'export default { memorySize: 512 };\n',
    });
    await expect(writeMissingManifests(root)).rejects.toMatchObject({ code: 'ENTRY_MISSING' });
  });
});
