import { describe, expect, test } from 'vitest';
import { candidateOf, deployOne, planOne } from '../../test/deploy-one.ts';
import { artifactOf, commit, digestOf, liveOf, want } from '../../test/examples.ts';
import { describeFailure, UserError, type FunctionState, type LambdaConfig } from '../index.ts';

const wanted = want();
const artifact = artifactOf('a');
const live = liveOf(wanted, artifact);
const foreignTags = { team: 'fish' };

describe('a new function', () => {
  const absent: FunctionState = { kind: 'absent' };

  test('is created, with everything that creating it needs', () => {
    const described = want({ description: 'Names species', memorySize: 512 });
    expect(planOne({ wanted: described, graphHash: 'graph-a', state: absent, artifact })).toEqual({
      action: 'create',
      lambda: 'predict',
      functionName: 'prod-predict',
      reasons: ['new function'],
      publishes: true,
      changes: [],
      ownership: { service: 'penguins', stage: 'prod', lambda: 'predict' },
      description: 'Names species',
      artifact: {
        zipPath: 'lambdas/predict/dist/function.zip',
        digest: artifact.digest,
        zipBytes: 1000,
      },
      settings: described.settings,
      attributes: described.attributes,
      triggers: { triggers: [] },
      executionRole: described.executionRole,
      provenance: {
        commit,
        packageVersion: '1.2.0',
        graphHash: 'graph-a',
        artifact: artifact.digest,
        code: artifact.codeDigest,
        description: described.descriptionHash,
        tool: '1.2.0',
      },
      switching: { type: 'allAtOnce', alarms: [] },
      smokeTests: [],
    });
  });

  test('is finished when an earlier deploy stopped before it was live', () => {
    const state: FunctionState = { kind: 'unreleased', tags: wanted.attributes.tags };
    expect(planOne({ wanted, graphHash: 'graph-a', state, artifact })).toMatchObject({
      action: 'create',
      reasons: ['an earlier deploy stopped before it was live'],
      publishes: true,
    });
  });
});

describe('a function is left alone', () => {
  test('when its build was spared', () => {
    expect(planOne(candidateOf(wanted, live))).toEqual({
      action: 'none',
      lambda: 'predict',
      functionName: 'prod-predict',
      reasons: ['sources and configuration are those of what is live'],
      liveVersion: '7',
    });
  });

  test('when code and configuration already match, whatever the hash says', () => {
    const candidate = candidateOf(wanted, live, { artifact, graphHash: 'graph-b' });
    expect(planOne(candidate)).toMatchObject({
      action: 'none',
      reasons: ['bundle is byte-identical: nothing to do'],
    });
  });

  test('when only line numbers in its source map moved', () => {
    const candidate = candidateOf(wanted, live, { artifact: artifactOf('a', 'b') });
    expect(planOne(candidate)).toMatchObject({
      action: 'none',
      reasons: ['bundle is byte-identical but for line numbers in its source map: nothing to do'],
    });
  });

  test('when somebody published by hand what would be deployed', () => {
    const byHand = { ...live, provenance: undefined };
    expect(planOne(candidateOf(wanted, byHand, { artifact }))).toMatchObject({
      action: 'none',
      reasons: ['bundle is byte-identical to what was published by hand: nothing to do'],
    });
  });
});

describe('a function that somebody has published over says what no change undoes', () => {
  const byHand = {
    ...live,
    version: '9',
    provenance: undefined,
    settings: { ...live.settings, timeout: 9 },
    deployed: {
      ...live,
      settings: { ...live.settings, environment: { ...live.settings.environment, THEIRS: 'x' } },
    },
  };
  const edits = [
    'live: moved by hand from version 7 to version 9, which was published by hand',
    'timeout: set by hand, and declared nowhere: kept',
    'environment.THEIRS: taken away by hand, and declared nowhere: stays away',
  ];

  test.each(['none', 'update'] as const)('when it is to %s', (action) => {
    const config = action === 'none' ? {} : { memorySize: 256 };
    const planned = planOne(candidateOf(want(config), byHand, { artifact }));
    expect(planned).toMatchObject({ action });
    expect(planned.reasons.slice(1)).toEqual(edits);
  });

  test('and of a field that is declared only once', () => {
    const planned = planOne(candidateOf(want({ timeout: 3 }), byHand, { artifact }));
    expect(planned.reasons.filter((reason) => reason.startsWith('timeout'))).toEqual([
      'timeout 9 → 3 (set by hand)',
    ]);
  });
});

describe('a function whose code differs is updated, and says', () => {
  const other = artifactOf('b');

  const codeReason = (changedInputs?: readonly string[], byHand = live) => {
    const planned = planOne(candidateOf(wanted, byHand, { artifact: other, changedInputs }));
    expect(planned).toMatchObject({ action: 'update', publishes: true, liveVersion: '7' });
    return planned.reasons;
  };

  test.each([
    [['lambdas/predict/index.ts'], 'code: lambdas/predict/index.ts changed'],
    [['packages/a.ts', 'packages/b.ts'], 'code: packages/a.ts, packages/b.ts changed'],
    [['a.ts', 'b.ts', 'c.ts', 'd.ts'], 'code: a.ts, b.ts and 2 more changed'],
    [['node_modules/zod@4.6.7/a.js', 'node_modules/zod@4.6.7/b.js'], 'code: zod@4.6.7 changed'],
    [['node_modules/@smithy/core@3.41.0/a.js'], 'code: @smithy/core@3.41.0 changed'],
  ])('which of its sources changed: %j', (changedInputs, reason) => {
    expect(codeReason(changedInputs)).toEqual([reason]);
  });

  test('since when, if nobody knows the sources of what is live', () => {
    expect(codeReason()).toEqual(['code: the bundle differs since 3f2a91c4d5e6']);
    expect(codeReason([])).toEqual(['code: the bundle differs since 3f2a91c4d5e6']);
  });

  test('no commit where there was none', () => {
    const provenance = live.provenance && { ...live.provenance, commit: 'none' };
    expect(codeReason([], { ...live, provenance })).toEqual(['code: the bundle differs']);
  });

  test('that somebody changed it by hand', () => {
    const reason = ['code: live was changed by hand'];
    expect(codeReason([], { ...live, codeSha256: digestOf('x') })).toEqual(reason);
    const published = ['code: version 7 was published by hand'];
    expect(codeReason([], { ...live, provenance: undefined })).toEqual(published);
  });
});

describe('a function with the same code', () => {
  const planWith = (config: LambdaConfig) => planOne(candidateOf(want(config), live, { artifact }));

  test('is published anew when its settings differ', () => {
    const planned = planWith({ memorySize: 256, environment: { TOKEN: 'secret' } });
    expect(planned).toMatchObject({
      action: 'update',
      reasons: ['memorySize 128 → 256', 'environment.TOKEN changed'],
      publishes: true,
      changes: [{ field: 'memorySize', from: '128', to: '256' }, { field: 'environment.TOKEN' }],
    });
    expect(JSON.stringify(planned.reasons)).not.toContain('secret');
  });

  test('is published anew when its description differs', () => {
    expect(planWith({ description: 'Names species' })).toMatchObject({
      action: 'update',
      reasons: ['description changed'],
      publishes: true,
    });
  });

  test('keeps a description that nobody declares any more, until it is null', () => {
    const described = liveOf(want({ description: 'Names species' }), artifact);
    const planFor = (config: LambdaConfig) =>
      planOne(candidateOf(want(config), described, { artifact: artifactOf('b') }));
    const kept = planFor({});
    expect(kept).not.toHaveProperty('description');
    expect(kept).toMatchObject({
      reasons: [expect.stringContaining('code: ')],
      provenance: { description: described.provenance?.description },
    });
    expect(planFor({ description: null })).toMatchObject({
      description: '',
      reasons: [expect.stringContaining('code: '), 'description changed'],
    });
  });

  test('is not published when only its attributes differ', () => {
    expect(
      planWith({
        tags: { team: 'birds' },
        reservedConcurrency: 2,
        logging: { retentionInDays: 7 },
      }),
    ).toMatchObject({
      action: 'update',
      reasons: [
        'tags.team not set → birds',
        'reservedConcurrency not set → 2',
        'logging.retentionInDays not set → 7',
      ],
      publishes: false,
      liveVersion: '7',
    });
  });

  test('says the code first and then the rest when all differ', () => {
    const config = { timeout: 9, description: 'x', tags: { team: 'birds' } };
    const candidate = candidateOf(want(config), live, { artifact: artifactOf('b') });
    expect(planOne(candidate).reasons).toEqual([
      'code: the bundle differs since 3f2a91c4d5e6',
      'timeout 3 → 9',
      'description changed',
      'tags.team not set → birds',
    ]);
  });
});

test('A, then B, then A again deploys A', () => {
  const stateA: FunctionState = { kind: 'live', live };
  const stateB = deployOne({
    wanted,
    graphHash: 'graph-b',
    state: stateA,
    artifact: artifactOf('b'),
  });
  expect(stateB).toMatchObject({ live: { version: '8', codeSha256: digestOf('B') } });
  const again = deployOne({ wanted, graphHash: 'graph-a', state: stateB ?? stateA, artifact });
  expect(again).toMatchObject({ live: { version: '9', codeSha256: digestOf('A') } });
});

describe('somebody else’s function', () => {
  const foreign = { ...live, attributes: { tags: foreignTags } };
  const states: [string, FunctionState][] = [
    ['that is live', { kind: 'live', live: foreign }],
    ['that is not live', { kind: 'unreleased', tags: foreignTags }],
  ];

  test.each(states)('%s blocks the lambda of its name', (_, state) => {
    expect(planOne({ wanted, graphHash: 'graph-b', state, artifact })).toEqual({
      action: 'blocked',
      lambda: 'predict',
      functionName: 'prod-predict',
      reasons: ['the function prod-predict exists and was not made by lambdas/predict of penguins'],
      failure: expect.objectContaining({ code: 'FUNCTION_NOT_OURS', exitCode: 2 }),
    });
  });

  test('blocks it also when nothing was built', () => {
    expect(planOne(candidateOf(wanted, foreign)).action).toBe('blocked');
  });

  test('is one of another service, stage or lambda', () => {
    for (const key of Object.keys(live.attributes.tags)) {
      const attributes = { tags: { ...live.attributes.tags, [key]: 'other' } };
      const candidate = candidateOf(wanted, { ...live, attributes }, { artifact });
      expect(planOne(candidate).action).toBe('blocked');
    }
  });
});

test('a lambda that could not be built is blocked by what went wrong', () => {
  const error = new UserError('BUILD_FAILED', 'predict could not be built', {
    problems: ['a', 'b'],
  });
  const failure = describeFailure(error);
  expect(planOne(candidateOf(wanted, live, { failure }))).toEqual({
    action: 'blocked',
    lambda: 'predict',
    functionName: 'prod-predict',
    reasons: ['predict could not be built'],
    failure,
    liveVersion: live.version,
  });
});

test('to spare the build of what is not live is a bug', () => {
  const candidate = { wanted, graphHash: 'graph-a', state: { kind: 'absent' } } as const;
  expect(() => planOne(candidate)).toThrow('neither built nor is it live');
});
