import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWorkspace, lambdaManifest, type Files } from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';

const good = 'export const handler = async () => 1;\n';

const lambda = (name: string, code: string, config = 'export default {};\n'): Files => ({
  [`lambdas/${name}/package.json`]: lambdaManifest(name),
  [`lambdas/${name}/index.ts`]: code,
  [`lambdas/${name}/lambda.config.ts`]: config,
});

const buildJson = async (root: string) => {
  const { exitCode, out } = await runLambda(['build', '--json'], { cwd: root });
  return { exitCode, lines: jsonLines(out) };
};

it('builds a lambda whose configuration reads an environment that turbo keeps from builds', async () => {
  const config = 'export default { environment: { TABLE: process.env.PENGUIN_TABLE } };\n';
  vi.stubEnv('PENGUIN_TABLE', 'penguins');
  onTestFinished(() => void vi.unstubAllEnvs());
  await using workspace = await createWorkspace(lambda('one', good, config));
  const { exitCode, lines } = await buildJson(workspace.root);
  expect(lines).toMatchObject([{ type: 'built', lambda: 'one' }]);
  expect(exitCode).toBe(0);
});

describe('a build that fails inside turbo', () => {
  it('fails as it would have outside: one code, one hint, its own problems', async () => {
    await using workspace = await createWorkspace({
      ...lambda('one', 'export const main = 1;\n'),
      ...lambda('two', good),
    });
    const cwd = join(workspace.root, 'lambdas/one');
    const outside = jsonLines((await runLambda(['build', '--json'], { cwd })).out);
    expect(outside).toMatchObject([{ type: 'error', failure: { code: 'HANDLER_MISSING' } }]);
    expect(await buildJson(workspace.root)).toEqual({ exitCode: 1, lines: outside });
  });

  it('is told beside the others, each with its own hint', async () => {
    await using workspace = await createWorkspace({
      ...lambda('one', 'export const main = 1;\n'),
      ...lambda('two', good),
      ...lambda('three', 'export const handler = ;\n'),
    });
    const { err, exitCode } = await runLambda(['build'], { cwd: workspace.root });
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^BUILD_FAILED {2}2 of 3 lambdas could not be built\n/);
    expect(err).toContain('HANDLER_MISSING  lambdas/one/index.ts does not export');
    expect(err).toContain('BUILD_FAILED  lambdas/three: the bundler found an error');
    expect(err).toContain('lambdas/three/index.ts:1:24: Unexpected ";"');
  });

  it('is told in turbo’s words when the build itself could say nothing', async () => {
    await using workspace = await createWorkspace({
      ...lambda('one', good),
      'lambdas/one/package.json': JSON.stringify({
        name: '@lambdas/one',
        scripts: { build: 'echo no such compiler; exit 3' },
      }),
    });
    const { lines } = await buildJson(workspace.root);
    expect(lines).toMatchObject([
      { failure: { code: 'BUILD_FAILED', problems: ['no such compiler'] } },
    ]);
  });

  it('leaves the last artifact to whoever is reading it', async () => {
    await using workspace = await createWorkspace(lambda('one', good));
    const manifest = join(workspace.root, 'lambdas/one/dist/manifest.json');
    await buildJson(workspace.root);
    const before = await readFile(manifest, 'utf8');
    await workspace.write({ 'lambdas/one/index.ts': 'export const handler = ;\n' });
    expect((await buildJson(workspace.root)).lines).toMatchObject([
      { failure: { code: 'BUILD_FAILED' } },
    ]);
    expect(await readFile(manifest, 'utf8')).toBe(before);
  });
});

it('builds in one checkout do not break each other', async () => {
  await using workspace = await createWorkspace(lambda('one', good));
  const runs = await Promise.all([1, 2, 3].map(() => buildJson(workspace.root)));
  for (const { lines } of runs) expect(lines).toMatchObject([{ type: 'built', lambda: 'one' }]);
});
