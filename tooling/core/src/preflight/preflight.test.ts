import { describe, expect, test } from 'vitest';
import { artifactOf, exampleLambda, liveOf, stage } from '../../test/examples.ts';
import { plan, problemsOf } from '../../test/preflight-situation.ts';
import { wantFunction, type NativeFile } from '../index.ts';

test('lets pass what AWS would take, and says nothing', () => {
  const planned = plan({});
  expect(planned.action).toBe('create');
  expect(planned).not.toHaveProperty('warnings');
});

test('blocks with everything that is wrong at once, as one failure', () => {
  const planned = plan({
    config: {
      layers: ['arn:aws:lambda:us-east-1:123456789012:layer:wrapper:3'],
      role: 'arn:aws:iam::999999999999:role/other',
    },
    artifact: {
      handlerParameters: 3,
      nativeFiles: [{ path: 'tool', os: 'linux', architecture: 'arm64' }],
    },
  });
  expect(planned).toEqual({
    action: 'blocked',
    lambda: 'predict',
    functionName: 'prod-predict',
    reasons: ['AWS would refuse prod-predict for 4 things'],
    failure: {
      code: 'PREFLIGHT_FAILED',
      message: 'AWS would refuse prod-predict for 4 things',
      problems: [
        expect.stringContaining('handler: index.handler has 3 parameters'),
        expect.stringContaining('layers[0]: arn:aws:lambda:us-east-1'),
        expect.stringContaining('role: arn:aws:iam::999999999999:role/other is of account'),
        expect.stringContaining('bundling: tool in the zip is for Linux on arm64'),
      ],
      hint: 'change what is named above, then run the same command again',
      exitCode: 2,
    },
  });
});

test('tells it with a build that failed, whose failure stays the first', () => {
  const failure = { code: 'BUILD_FAILED', message: 'm', problems: ['p'], hint: 'h', exitCode: 1 };
  const planned = plan({
    config: { layers: ['arn:aws:lambda:us-east-1:123456789012:layer:wrapper:3'] },
    candidate: { artifact: undefined, failure },
  });
  expect(planned).toMatchObject({
    action: 'blocked',
    reasons: ['m'],
    failure: { code: 'BUILD_FAILED', problems: ['p', expect.stringContaining('layers[0]')] },
  });
});

test('keeps in peace what is live and is to stay as it is', () => {
  const wanted = wantFunction(
    exampleLambda({ runtime: 'nodejs22.x' }),
    { service: 'penguins' },
    stage,
  );
  const artifact = { ...artifactOf('a') };
  const planned = plan({
    config: { runtime: 'nodejs22.x' },
    today: '2027-12-01',
    candidate: { artifact, state: { kind: 'live', live: liveOf(wanted, artifact) } },
  });
  expect(planned.action).toBe('none');
});

describe('a runtime', () => {
  const config = { runtime: 'nodejs22.x' } as const;
  const dates =
    'AWS deprecates nodejs22.x on 2027-04-30, creates no function of it from 2027-06-01 and updates none from 2027-07-01: make it nodejs24.x or nodejs26.x';

  test.each([
    ['2026-10-31', undefined],
    ['2026-11-01', [`runtime: ${dates}`]],
    ['2027-05-31', [`runtime: ${dates}`]],
  ])('is spoken of half a year before its end: %s', (today, warnings) => {
    const planned = plan({ config, today });
    expect(planned.action).toBe('create');
    expect(planned.warnings).toEqual(warnings);
  });

  test('is refused to new functions before it is to those that there are', () => {
    expect(problemsOf({ config, today: '2027-06-01' })).toEqual([
      `lambdas/predict/lambda.config.ts runtime: ${dates}`,
    ]);
    expect(plan({ config, today: '2027-06-30', liveRuntime: 'nodejs22.x' }).action).toBe('update');
    expect(problemsOf({ config, today: '2027-07-01', liveRuntime: 'nodejs22.x' })).toEqual([
      `lambdas/predict/lambda.config.ts runtime: ${dates}`,
    ]);
  });

  test('that has ended is left by a deploy, which says so', () => {
    expect(plan({ liveRuntime: 'nodejs20.x' })).toMatchObject({
      action: 'update',
      warnings: [
        'live runs on nodejs20.x: AWS deprecates nodejs20.x on 2026-04-30, creates no function of it from 2026-08-31 and updates none from 2026-09-30; this moves it to nodejs24.x',
      ],
    });
  });
});

describe('a handler with a callback', () => {
  test.each([
    ['nodejs22.x', 3, 'create'],
    ['nodejs24.x', 2, 'create'],
    ['nodejs24.x', undefined, 'create'],
    ['nodejs24.x', 3, 'blocked'],
    ['nodejs26.x', 4, 'blocked'],
  ] as const)('on %s, with %s parameters: %s', (runtime, handlerParameters, action) => {
    expect(plan({ config: { runtime }, artifact: { handlerParameters } }).action).toBe(action);
  });
});

describe('machine code in the zip', () => {
  const file = (path: string, rest: Partial<NativeFile> = {}): NativeFile => ({
    path,
    os: 'linux',
    architecture: 'x86_64',
    libc: 'glibc',
    ...rest,
  });
  const problems = (...nativeFiles: NativeFile[]) => problemsOf({ artifact: { nativeFiles } });
  const arm = { architecture: 'arm64' } as const;

  test.each([
    ['that fits', [file('node_modules/a/a.node')]],
    ['that names no C library', [file('bin/static', { libc: undefined })]],
    [
      'for several platforms in one package',
      [
        file('node_modules/a/prebuilds/linux-x64/a.node'),
        file('node_modules/a/prebuilds/linux-arm64/a.node', arm),
        file('node_modules/a/prebuilds/darwin-arm64/a.node', { os: 'darwin', ...arm }),
      ],
    ],
    [
      'for several platforms in a package each',
      [
        file('node_modules/@a/linux-x64-gnu/a.linux-x64-gnu.node'),
        file('node_modules/@a/linux-x64-musl/a.linux-x64-musl.node', { libc: 'musl' }),
        file('node_modules/@a/linux-arm64-gnu/a.linux-arm64-gnu.node', arm),
      ],
    ],
    ['of a package for another system alone', [file('node_modules/a/a.exe', { os: 'win32' })]],
  ])('passes %s', (_, files) => {
    expect(problems(...files)).toEqual([]);
  });

  test.each([
    [
      file('node_modules/a/a.node', arm),
      "lambdas/predict/lambda.config.ts architecture: node_modules/a/a.node in the zip is for Linux on arm64, and the function runs on x86_64: say `architecture: 'x86_64'` in lambdas/predict/lambda.config.ts, by which packages are installed",
    ],
    [
      file('bin/tool', { os: 'darwin' }),
      'lambdas/predict/lambda.config.ts bundling: bin/tool in the zip is for macOS on x86_64, and the function runs on Linux on x86_64: put the right file into the zip, or change architecture',
    ],
    [
      file('bin/tool', { libc: 'musl' }),
      'lambdas/predict/lambda.config.ts bundling: bin/tool in the zip is for Linux on x86_64 with musl, and Lambda has glibc: take the build for glibc (gnu)',
    ],
  ])('is refused: %o', (one, problem) => {
    expect(problems(one)).toEqual([problem]);
  });
});

test('names the place in deploy.config.ts that has the last word', () => {
  const layers = ['arn:aws:lambda:us-east-1:123456789012:layer:a:1'];
  const stages = { prod: { region: 'eu-central-1', defaults: { runtime: 'nodejs24.x' } } } as const;
  const wanted = wantFunction(
    exampleLambda({ memorySize: 256, timeout: 9, stages: { prod: { timeout: 10 } } }),
    { service: 'penguins', defaults: { layers, runtime: 'nodejs22.x' }, stages },
    stage,
  );
  expect(wanted.declaredIn).toEqual({
    layers: 'deploy.config.ts: defaults',
    runtime: 'deploy.config.ts: stages.prod.defaults',
    memorySize: 'lambdas/predict/lambda.config.ts',
    timeout: 'lambdas/predict/lambda.config.ts: stages.prod',
  });
  expect(problemsOf({ candidate: { wanted } })).toEqual([
    expect.stringContaining('deploy.config.ts: defaults layers[0]: arn:aws:lambda:us-east-1'),
  ]);
});
