import { execFile } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';
import { lambdaFiles, verifiableWorkspace } from '../test/verify-lab.ts';

const git = promisify(execFile);

let temporary: string;

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'verify-test-'));
  vi.stubEnv('TMPDIR', temporary);
});

afterEach(async () => {
  // Whatever a test was about, no checkout may be left.
  const left = (await readdir(temporary)).filter((name) => name.startsWith('lambda-verify-'));
  vi.unstubAllEnvs();
  await rm(temporary, { recursive: true, force: true });
  expect(left).toEqual([]);
});

/** Publishes other code under the very description of what is live, and moves live to it. */
async function forge({ lambda }: TestStage, text: string): Promise<void> {
  const live = { FunctionName: 'hello', Qualifier: 'live' };
  const { Configuration } = await lambda.send(new GetFunctionCommand(live));
  const contents = new TextEncoder().encode(text);
  const ZipFile = zipFiles([
    { path: 'index.cjs', contents },
    { path: 'miner.cjs', contents },
  ]);
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'hello', ZipFile }));
  const { Description } = Configuration ?? {};
  const published = await lambda.send(
    new PublishVersionCommand({ FunctionName: 'hello', Description }),
  );
  const { Version: FunctionVersion } = published;
  await lambda.send(
    new UpdateAliasCommand({ FunctionName: 'hello', Name: 'live', FunctionVersion }),
  );
}

it('builds the commit that is live again, whatever was committed since, and tells a forgery by its files', async () => {
  // An install script that sees credentials of AWS fails.
  const install = 'test -z "$AWS_SECRET_ACCESS_KEY"';
  await using workspace = await verifiableWorkspace(lambdaFiles('hello', 'one'), { install });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  const { stdout } = await git('git', ['rev-parse', 'HEAD'], { cwd: workspace.root });
  const commit = stdout.trim();
  await workspace.write(lambdaFiles('hello', 'two'));
  await workspace.commit('newer');
  await workspace.write(lambdaFiles('hello', 'not committed'));

  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const same = await runLambda(['verify', 'hello', '--json'], options);
  expect(same).toMatchObject({ exitCode: 0, err: '' });
  expect(jsonLines(same.out)).toEqual([
    expect.objectContaining({
      type: 'verification',
      lambda: 'hello',
      version: '1',
      commit,
      result: 'same',
      lockfile: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      problems: [],
      files: [],
    }),
  ]);

  await forge(stage, "exports.handler = async () => 'forged';");
  const forged = await runLambda(['verify', '@lambdas/hello'], options);
  expect(forged.exitCode).toBe(1);
  expect(forged.out).toContain(
    `hello in stage local: version 2 is not what commit ${commit} gives`,
  );
  expect(forged.out).toContain('its code is not the one that was recorded with it');
  expect(forged.out).toMatch(/index\.cjs +39 B +\d+ B\n/);
  expect(forged.out).toMatch(/miner\.cjs +39 B +not there\n/);
  expect(forged.err).toContain(`building hello at ${commit.slice(0, 12)}`);
});

it('verifies what serves after a rollback, and refuses what no commit has', async () => {
  await using workspace = await verifiableWorkspace(lambdaFiles('hello', 'one'));
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['verify', 'hello'], options)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('there is no function hello in stage local') as string,
  });
  await runLambda(['deploy'], options);
  await workspace.write(lambdaFiles('hello', 'not committed'));
  await runLambda(['deploy'], options);

  const dirty = await runLambda(['verify', 'hello'], options);
  expect(dirty.exitCode).toBe(2);
  expect(dirty.err).toMatch(
    /^NOT_VERIFIABLE {2}version 2 of hello was deployed from [0-9a-f]{12}-dirty/,
  );

  expect(await runLambda(['rollback', 'hello'], options)).toMatchObject({ exitCode: 0 });
  // As after a push by force: no branch has the commit any more, and git still does.
  await workspace.recommit(new Date('2026-01-01T00:00:00Z'));
  const rolledBack = await runLambda(['verify', 'hello'], options);
  expect(rolledBack).toMatchObject({ exitCode: 0 });
  expect(rolledBack.out).toContain('version 1 is what commit');
  expect(rolledBack.out).toContain('version 2 was rolled back, and is pinned');
  expect(rolledBack.out).toContain('no branch or tag of this clone has the commit');
  const pinned = await runLambda(['verify', 'hello', '--qualifier', '2', '--json'], options);
  expect(jsonLines(pinned.out)[0]).toMatchObject({ failure: { code: 'NOT_VERIFIABLE' } });
});

it('says how to get a commit that this clone does not have', async () => {
  await using workspace = await verifiableWorkspace(lambdaFiles('hello', 'one'));
  await using stage = await startStage();
  await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });

  // Made anew, as by a push by force: what is live is in no history of it.
  await using rewritten = await verifiableWorkspace(lambdaFiles('hello', 'rewritten'));
  const gone = await runLambda(['verify', 'hello'], { cwd: rewritten.root, env: stage.env });
  expect(gone.exitCode).toBe(2);
  expect(gone.err).toMatch(/^COMMIT_MISSING {2}commit [0-9a-f]{40} is not in this clone: /);
  expect(gone.err).toMatch(/git fetch origin [0-9a-f]{40}/);

  await workspace.commit('newer', { allowEmpty: true });
  const shallow = join(temporary, 'shallow');
  await git('git', ['clone', '--quiet', '--depth=1', `file://${workspace.root}`, shallow]);
  const cut = await runLambda(['verify', 'hello'], { cwd: shallow, env: stage.env });
  expect(cut.err).toMatch(/^COMMIT_MISSING .* which is a shallow one\n/);
  expect(cut.err).toContain('git fetch --unshallow');
});

it('leaves no checkout when it is interrupted, or when the lockfile does not fit', async () => {
  await using workspace = await verifiableWorkspace(lambdaFiles('hello', 'one'));
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  await runLambda(['deploy'], options);

  const controller = new AbortController();
  const watcher = watch(temporary, (_, name) => {
    if (name?.startsWith('lambda-verify-') === true) controller.abort();
  });
  const stopped = await runLambda(['verify', 'hello'], { ...options, signal: controller.signal });
  watcher.close();
  expect(stopped.exitCode).toBe(1);
  expect(stopped.err).toContain('INTERRUPTED');

  const manifest = { name: '@lambdas/hello', scripts: { build: 'lambda build' } };
  const unlocked = { ...manifest, dependencies: { 'not-in-the-lockfile': '1.0.0' } };
  await workspace.write({ 'lambdas/hello/package.json': JSON.stringify(unlocked) });
  await workspace.write({ 'lambdas/hello/index.js': "exports.handler = async () => 'two';\n" });
  await workspace.commit('unlocked');
  await runLambda(['deploy'], options);
  const refused = await runLambda(['verify', 'hello'], options);
  expect(refused.exitCode).toBe(1);
  expect(refused.err).toContain(
    'INSTALL_FAILED  the packages of the commit could not be installed',
  );
  expect(refused.err).toContain('frozen-lockfile');
});
