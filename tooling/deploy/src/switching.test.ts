import { describe, expect, it } from 'vitest';
import { makeRole, replaceCodeByHand } from '../test/by-hand.ts';
import { jsonLines } from '../test/run-lambda.ts';
import {
  answering,
  failing,
  movesOf,
  openSwitchingLab,
  outcomesOf,
  switchedBy,
} from '../test/switching-lab.ts';

const switchingTag = 'lambda-deploy:switching';
const canary = { type: 'canary', percent: 10, intervalSeconds: 60 };

/** Functions that are live, and new code for all of them. */
async function openChanged(configs: Readonly<Record<string, object | undefined>>, after = 'two') {
  const names = Object.keys(configs);
  const lab = await openSwitchingLab(
    Object.fromEntries(
      names.flatMap((name) => {
        const config = configs[name];
        return [
          [`lambdas/${name}/index.js`, answering('one')],
          ...(config === undefined
            ? []
            : [[`lambdas/${name}/lambda.config.ts`, switchedBy(config)]]),
        ] as [string, string][];
      }),
    ),
  );
  await lab.makeAlarm('errors');
  await lab.deploy();
  await lab.workspace.write(
    Object.fromEntries(names.map((name) => [`lambdas/${name}/index.js`, answering(after)])),
  );
  return lab;
}

describe('a canary', () => {
  it('gives the new version a share, and everything after the interval', async () => {
    await using lab = await openChanged({ hello: canary });
    const before = lab.clock.now();
    const seen: unknown[] = [];
    const deployed = await lab.deploy([], {
      async meanwhile() {
        const { FunctionVersion, RoutingConfig } = await lab.live('hello');
        seen.push([FunctionVersion, RoutingConfig, (await lab.tags('hello'))[switchingTag]]);
      },
    });
    expect(deployed.exitCode).toBe(0);
    expect(movesOf(deployed)).toEqual(['shifted hello 2 10', 'switched hello 2']);
    expect(seen).toHaveLength(4);
    for (const state of seen) {
      expect(state).toEqual(['1', { AdditionalVersionWeights: { 2: 0.1 } }, '2']);
    }
    expect(lab.clock.now() - before).toBe(60_000);
    const { FunctionVersion, RoutingConfig, Description } = await lab.live('hello');
    expect([FunctionVersion, RoutingConfig?.AdditionalVersionWeights ?? {}]).toEqual(['2', {}]);
    expect(Description).toMatch(/^previous:1 at:2026-01-01T00:01:\S+ version:2$/);
    expect(await lab.tags('hello')).not.toHaveProperty(switchingTag);
    expect((await lab.deploy()).out).not.toContain('"type":"shifted"');
  });

  it('is shown by status while it is under way', async () => {
    await using lab = await openChanged({ hello: canary });
    const seen: string[] = [];
    await lab.deploy([], {
      meanwhile: async () => {
        seen.push((await lab.status()).out);
      },
    });
    expect(seen[0]).toMatch(/hello +switching: 10 % to version 2 \(\S+\) +1 /);
    expect((await lab.status()).out).toMatch(/hello +live +2 /);
  });
});

it('moves all functions of one schedule together, and those without one with their first step', async () => {
  const linear = { type: 'linear', percent: 50, intervalSeconds: 30 };
  await using lab = await openChanged({ one: linear, three: undefined, two: linear });
  const moves = movesOf(await lab.deploy());
  const steps = [moves.slice(0, 3), moves.slice(3)].map((step) => step.toSorted());
  expect(steps).toEqual([
    ['shifted one 2 50', 'shifted two 2 50', 'switched three 2'],
    ['switched one 2', 'switched two 2'],
  ]);
});

it('switches at once where AWS shares no traffic, and says why', async () => {
  await using lab = await openChanged({ hello: canary });
  const role = await makeRole(lab.stage, 'other');
  await lab.workspace.write({
    'lambdas/hello/lambda.config.ts': switchedBy(canary, { role }),
  });
  const deployed = await lab.deploy();
  expect(movesOf(deployed)).toEqual(['switched hello 2']);
  expect(deployed.out).toContain('switched at once and not by canary: the role changes');
});

describe('an alarm', () => {
  const watched = { ...canary, alarms: ['errors'] };

  it('that rings within an interval puts back everything, also what was switched at once', async () => {
    await using lab = await openChanged({ hello: watched, other: undefined });
    const before = await lab.live('hello');
    const deployed = await lab.deploy([], {
      meanwhile: async (wait) => {
        if (wait === 2) await lab.ring('errors');
      },
    });
    expect(deployed.exitCode).toBe(1);
    expect(movesOf(deployed).slice(-2).toSorted()).toEqual([
      'put-back hello 1',
      'put-back other 1',
    ]);
    expect(outcomesOf(deployed)).toEqual({ hello: 'put-back', other: 'put-back' });
    expect(jsonLines(deployed.out).at(-1)).toMatchObject({
      report: {
        functions: [
          {
            failure: {
              code: 'SWITCH_CHECK_FAILED',
              message: 'hello: alarm errors is in ALARM',
              problems: ['errors above 3'],
            },
          },
          {},
        ],
      },
    });
    const { FunctionVersion, RoutingConfig, Description } = await lab.live('hello');
    expect([FunctionVersion, RoutingConfig?.AdditionalVersionWeights ?? {}]).toEqual(['1', {}]);
    expect(Description).toBe(before.Description);
    expect(await lab.tags('hello')).not.toHaveProperty(switchingTag);
    // Noticed at the second look, long before the end of the interval.
    expect(lab.clock.now()).toBe(30_000);
  });

  it('that rings already keeps everything from being switched, unless nobody asks', async () => {
    await using lab = await openChanged({ hello: watched });
    await lab.ring('errors');
    const deployed = await lab.deploy();
    expect(deployed.exitCode).toBe(1);
    expect(movesOf(deployed)).toEqual([]);
    expect(outcomesOf(deployed)).toEqual({ hello: 'failed' });
    expect(movesOf(await lab.deploy(['--at-once']))).toEqual(['switched hello 2']);
  });

  it('that does not exist is refused before anything is prepared', async () => {
    await using lab = await openChanged({ hello: { ...canary, alarms: ['errors', 'eras'] } });
    const deployed = await lab.deploy();
    expect(deployed.exitCode).toBe(2);
    expect(deployed.out).toContain('ALARM_MISSING');
    expect(deployed.out).toContain('eras: named by hello');
    expect(deployed.out).not.toContain('"type":"step"');
  });
});

describe('the new version', () => {
  const nearlyAll = { type: 'canary', percent: 99, intervalSeconds: 120 };

  it('is put back when it fails too often, with the figures', async () => {
    await using lab = await openChanged({ hello: nearlyAll });
    await lab.workspace.write({ 'lambdas/hello/index.js': failing });
    const deployed = await lab.deploy([], {
      meanwhile: (wait) => (wait === 1 ? lab.call('hello', 30) : undefined),
    });
    expect(deployed.exitCode).toBe(1);
    expect(movesOf(deployed).at(-1)).toBe('put-back hello 1');
    expect(deployed.out).toMatch(
      /hello: version 2 failed in (\d+) of \1 invocations \(100\.0 %\) with 99 % of the traffic; 5 % are allowed/,
    );
  });

  it('is not condemned by a few errors of a few calls', async () => {
    await using lab = await openChanged({ hello: nearlyAll });
    await lab.workspace.write({ 'lambdas/hello/index.js': failing });
    const deployed = await lab.deploy([], {
      meanwhile: (wait) => (wait === 1 ? lab.call('hello', 4) : undefined),
    });
    expect(deployed.exitCode).toBe(0);
    const checked = jsonLines(deployed.out).filter(({ type }) => type === 'checked');
    expect(checked.at(-1)).toMatchObject({ versions: [{ functionName: 'hello', version: '2' }] });
  });
});

describe('somebody else, in the middle of steps,', () => {
  it('who moves live is left alone, and all others go back', async () => {
    await using lab = await openChanged({ hello: canary, other: canary });
    const deployed = await lab.deploy([], {
      meanwhile: (wait) => (wait === 1 ? replaceCodeByHand(lab.stage, 'hello') : undefined),
    });
    expect(deployed.exitCode).toBe(3);
    expect(outcomesOf(deployed)).toEqual({ hello: 'failed', other: 'put-back' });
    expect((await lab.live('hello')).FunctionVersion).toBe('3');
    expect((await lab.live('other')).FunctionVersion).toBe('1');
    for (const name of ['hello', 'other']) {
      expect(await lab.tags(name)).not.toHaveProperty(switchingTag);
    }
  });
});

describe('Ctrl-C in the middle of steps', () => {
  it('puts back everything that was switched, and the same command begins anew', async () => {
    await using lab = await openChanged({ hello: canary, other: undefined });
    const controller = new AbortController();
    const deployed = await lab.deploy([], {
      signal: controller.signal,
      meanwhile: () => {
        controller.abort();
      },
    });
    expect(deployed.exitCode).toBe(1);
    expect(outcomesOf(deployed)).toEqual({ hello: 'put-back', other: 'put-back' });
    expect(jsonLines(deployed.out).at(-1)).toMatchObject({ report: { interrupted: true } });
    expect((await lab.live('hello')).RoutingConfig?.AdditionalVersionWeights ?? {}).toEqual({});
    expect(await lab.tags('hello')).not.toHaveProperty(switchingTag);
    expect(await lab.deploy()).toMatchObject({ exitCode: 0 });
    expect((await lab.live('hello')).FunctionVersion).toBe('2');
  });
});

describe('--independent', () => {
  it('keeps back only what fails', async () => {
    await using lab = await openChanged({
      alarmed: { ...canary, alarms: ['errors'] },
      broken: undefined,
      fine: canary,
      simple: undefined,
    });
    await lab.workspace.write({ 'lambdas/broken/index.js': 'exports.other = 1;\n' });
    const deployed = await lab.deploy(['--independent'], {
      meanwhile: async (wait) => {
        if (wait === 1) await lab.ring('errors');
      },
    });
    expect(deployed.exitCode).toBe(1);
    expect(outcomesOf(deployed)).toEqual({
      alarmed: 'put-back',
      broken: 'failed',
      fine: 'deployed',
      simple: 'deployed',
    });
    expect((await lab.live('fine')).FunctionVersion).toBe('2');
    expect((await lab.live('alarmed')).FunctionVersion).toBe('1');
  });
});
