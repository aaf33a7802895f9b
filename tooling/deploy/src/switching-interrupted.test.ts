import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TagResourceCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { afterEach, expect, it } from 'vitest';
import { manifestOf } from '../test/orphan.ts';
import { runLambda } from '../test/run-lambda.ts';
import {
  answering,
  movesOf,
  openSwitchingLab,
  outcomesOf,
  switchedBy,
  type SwitchingLab,
} from '../test/switching-lab.ts';

const switchingTag = 'lambda-deploy:switching';
const linear = { type: 'linear', percent: 40, intervalSeconds: 60 };
const main = join(import.meta.dirname, 'main.mjs');
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process of its own that is killed as soon as it says this. */
async function killAt({ workspace, stage }: SwitchingLab, text: string): Promise<void> {
  const child = spawn(process.execPath, [main, 'deploy', '--json'], {
    cwd: workspace.root,
    env: { PATH: process.env.PATH, HOME: workspace.root, ...stage.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const closed = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes(text)) child.kill('SIGKILL');
  }
  await closed;
}

/** Version 1 has the traffic, version 2 40 % of it, and nobody is there who would go on. */
async function openInterrupted(): Promise<SwitchingLab> {
  const lab = await openSwitchingLab({
    'lambdas/hello/index.js': answering('one'),
    'lambdas/hello/lambda.config.ts': switchedBy(linear),
  });
  await lab.deploy();
  await lab.workspace.write({ 'lambdas/hello/index.js': answering('two') });
  await killAt(lab, '"type":"shifted"');
  return lab;
}

const stateOf = async (lab: SwitchingLab) => {
  const { FunctionVersion, RoutingConfig } = await lab.live('hello');
  const weights = RoutingConfig?.AdditionalVersionWeights ?? {};
  return [FunctionVersion, weights, (await lab.tags('hello'))[switchingTag]];
};

it('a switch that was killed is shown, and resumed where it stopped', async () => {
  await using lab = await openInterrupted();
  expect(await stateOf(lab)).toEqual(['1', { 2: 0.4 }, '2']);
  expect((await lab.status()).out).toMatch(
    /hello +switching: 40 % to version 2 \([0-9a-f]{12}-dirty\) +1 /,
  );
  const before = lab.clock.now();
  const deployed = await lab.deploy();
  expect(deployed.exitCode).toBe(0);
  expect(deployed.out).toContain('a switch to version 2 is under way, or was interrupted, at 40 %');
  expect(movesOf(deployed)).toEqual([
    'shifted hello 2 40',
    'shifted hello 2 80',
    'switched hello 2',
  ]);
  expect(deployed.out).toContain('"isResumed":true');
  expect(lab.clock.now() - before).toBe(120_000);
  expect(await stateOf(lab)).toEqual(['2', {}, undefined]);
});

it('a switch that was resumed is put back to what was live before it', async () => {
  await using lab = await openInterrupted();
  const controller = new AbortController();
  const deployed = await lab.deploy([], {
    signal: controller.signal,
    meanwhile: () => {
      controller.abort();
    },
  });
  expect(outcomesOf(deployed)).toEqual({ hello: 'put-back' });
  expect(await stateOf(lab)).toEqual(['1', {}, undefined]);
});

it('a switch that was killed ends when what was live before it is wanted again', async () => {
  await using lab = await openInterrupted();
  await lab.workspace.write({ 'lambdas/hello/index.js': answering('one') });
  const deployed = await lab.deploy();
  expect(deployed.out).toContain('version 1 is wanted, and gets all traffic again');
  expect(movesOf(deployed)).toEqual(['put-back hello 1']);
  expect(deployed.exitCode).toBe(0);
  expect(await stateOf(lab)).toEqual(['1', {}, undefined]);
  expect(outcomesOf(await lab.deploy())).toEqual({ hello: 'unchanged' });
});

it('a switch that was killed makes way for one to something else', async () => {
  await using lab = await openInterrupted();
  await lab.workspace.write({ 'lambdas/hello/index.js': answering('three') });
  const seen: unknown[] = [];
  const deployed = await lab.deploy([], {
    meanwhile: async () => {
      seen.push(await stateOf(lab));
    },
  });
  expect(seen[0]).toEqual(['1', { 3: 0.4 }, '3']);
  expect(movesOf(deployed).at(-1)).toBe('switched hello 3');
  // The share was ours: nobody is told that somebody's ended.
  expect(deployed.out).not.toContain('additionalVersionWeights');
  expect(await stateOf(lab)).toEqual(['3', {}, undefined]);
});

it('a switch that was killed gets everything with --at-once', async () => {
  await using lab = await openInterrupted();
  const deployed = await lab.deploy(['--at-once']);
  expect(movesOf(deployed)).toEqual(['switched hello 2']);
  expect(await stateOf(lab)).toEqual(['2', {}, undefined]);
});

it('a note whose first share was never given, or whose last step was, is taken away', async () => {
  await using lab = await openInterrupted();
  const alias = { FunctionName: 'hello', Name: 'live', RoutingConfig: {} };
  await lab.stage.lambda.send(
    new UpdateAliasCommand({
      ...alias,
      FunctionVersion: '2',
      RoutingConfig: { AdditionalVersionWeights: {} },
    }),
  );
  const over = await lab.deploy();
  expect(over.out).toContain('the switch to version 2 is over: only its note is left');
  expect(movesOf(over)).toEqual([]);
  expect(await stateOf(lab)).toEqual(['2', {}, undefined]);
  const { AliasArn } = await lab.live('hello');
  const Resource = AliasArn?.replace(/:live$/, '');
  await lab.stage.lambda.send(new TagResourceCommand({ Resource, Tags: { [switchingTag]: '3' } }));
  await lab.workspace.write({ 'lambdas/hello/index.js': answering('three') });
  const begun = await lab.deploy();
  expect(movesOf(begun)).toEqual(['shifted hello 3 40', 'shifted hello 3 80', 'switched hello 3']);
  expect(await stateOf(lab)).toEqual(['3', {}, undefined]);
});

/** Version 1 of a first commit, 40 % on version 2 of the last; the one between was never deployed. */
async function openOvertaken() {
  const lab = await openSwitchingLab({
    'lambdas/hello/index.js': answering('one'),
    'lambdas/hello/package.json': manifestOf('hello'),
    'lambdas/hello/lambda.config.ts': switchedBy(linear),
  });
  const first = await lab.workspace.commit('first', { allowEmpty: true });
  await lab.deploy();
  const between = await lab.workspace.commit('between', { allowEmpty: true });
  await lab.workspace.write({ 'lambdas/hello/index.js': answering('two') });
  await lab.workspace.commit('last');
  await killAt(lab, '"type":"shifted"');
  return { lab, first, between };
}

it('an older commit does not end the switch to a newer one, but by force', async () => {
  const { lab: opened, first, between } = await openOvertaken();
  await using lab = opened;
  for (const commit of [first, between]) {
    await lab.workspace.checkout(commit);
    const refused = await lab.deploy();
    expect(refused.exitCode).toBe(3);
    expect(refused.out).toContain('hello: live is going over to version 2, commit');
    expect(await stateOf(lab)).toEqual(['1', { 2: 0.4 }, '2']);
  }
  const { cwd, env } = { cwd: lab.workspace.root, env: lab.stage.env };
  const told = await runLambda(['deploy'], { cwd, env, clock: lab.clock });
  expect(told.out).toContain('failed; a switch is still in the middle: hello');
  expect(told.out).toMatch(/hello +1, and 40 % on 2 +failed/);

  const forced = await runLambda(['deploy', '--force'], { cwd, env, clock: lab.clock });
  expect(forced.out).toContain('1 put back, an interrupted switch being over');
  expect(await stateOf(lab)).toEqual(['1', {}, undefined]);
});

it('a switch that was killed is put back where something else keeps the run from going on', async () => {
  await using lab = await openInterrupted();
  await lab.workspace.write({ 'lambdas/broken/index.js': 'exports.other = 1;\n' });
  const refused = await lab.deploy();
  expect(refused.exitCode).toBe(1);
  expect(movesOf(refused)).toEqual(['put-back hello 1']);
  expect(outcomesOf(refused)).toEqual({ broken: 'failed', hello: 'put-back' });
  expect(await stateOf(lab)).toEqual(['1', {}, undefined]);
});
