import { describe, expect, test } from 'vitest';
import { artifactOf, commit, exampleLambda, liveOf, stage, want } from '../../test/examples.ts';
import {
  planDeployment,
  wantFunction,
  type ArtifactManifest,
  type BuiltCandidate,
  type FunctionPlan,
  type LambdaConfig,
  type NativeFile,
  type PreflightContext,
} from '../index.ts';

const account = '123456789012';

interface Situation {
  readonly config?: LambdaConfig;
  readonly artifact?: Partial<ArtifactManifest>;
  readonly today?: string;
  /** The runtime that live has; nothing is live without. */
  readonly liveRuntime?: string;
  readonly codeSigning?: PreflightContext['codeSigning'];
  readonly candidate?: Partial<BuiltCandidate>;
}

function plan({
  config,
  artifact,
  today,
  liveRuntime,
  codeSigning,
  candidate,
}: Situation): FunctionPlan {
  const wanted = want(config);
  const built = { ...artifactOf('a'), ...artifact };
  const live = liveOf(wanted, artifactOf('b'));
  const settings = { ...live.settings, runtime: liveRuntime ?? '' };
  const [planned] = planDeployment({
    service: 'penguins',
    stage: stage.name,
    account,
    region: stage.region,
    commit,
    preflight: { region: stage.region, account, today: today ?? '2026-11-23', codeSigning },
    candidates: [
      {
        wanted,
        graphHash: 'graph-b',
        state:
          liveRuntime === undefined
            ? { kind: 'absent' }
            : { kind: 'live', live: { ...live, settings } },
        artifact: built,
        ...candidate,
      },
    ],
    owned: [],
    functionNames: [],
  }).functions;
  if (planned === undefined) throw new Error('nothing was planned');
  return planned;
}

const problemsOf = (situation: Situation) => {
  const planned = plan(situation);
  return planned.action === 'blocked' ? planned.failure.problems : [];
};

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

const signing = (region: string, owner = account) =>
  `arn:aws:lambda:${region}:${owner}:code-signing-config:csc-0123456789abcdef0`;

describe('what is of another region', () => {
  const arn = (text: string) => `arn:aws:${text}`;

  test.each<[string, LambdaConfig]>([
    [
      'lambdas/predict/lambda.config.ts layers[1]',
      {
        layers: [
          arn('lambda:eu-central-1:123456789012:layer:a:1'),
          arn('lambda:us-east-1:123456789012:layer:a:1'),
        ],
      },
    ],
    [
      'lambdas/predict/lambda.config.ts kmsKeyArn',
      { kmsKeyArn: arn('kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab') },
    ],
    [
      'lambdas/predict/lambda.config.ts deadLetter.targetArn',
      { deadLetter: { targetArn: arn('sqs:us-east-1:123456789012:lost') } },
    ],
    [
      'lambdas/predict/lambda.config.ts fileSystems[0].arn',
      {
        vpc: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
        fileSystems: [
          {
            arn: arn(
              'elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
            ),
            localMountPath: '/mnt/a',
          },
        ],
      },
    ],
    [
      'lambdas/predict/lambda.config.ts image.uri',
      { image: { uri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/predict:1' } },
    ],
    [
      'lambdas/predict/lambda.config.ts sourceKmsKeyArn',
      { sourceKmsKeyArn: arn('kms:us-east-1:123456789012:alias/zips') },
    ],
    [
      'lambdas/predict/lambda.config.ts codeSigningConfigArn',
      { codeSigningConfigArn: signing('us-east-1') },
    ],
    [
      'lambdas/predict/lambda.config.ts runtimeManagement.runtimeVersionArn',
      {
        runtimeManagement: {
          updateRuntimeOn: 'Manual',
          runtimeVersionArn: arn('lambda:us-east-1::runtime:abc'),
        },
      },
    ],
  ])('is refused: %s', (place, config) => {
    const problems = problemsOf({ config });
    expect(problems).toEqual([expect.stringMatching(/is of us-east-1, and the function runs in/)]);
    expect(problems[0]?.startsWith(`${place}: `)).toBe(true);
  });
});

test('refuses a code signing configuration of another account', () => {
  const codeSigningConfigArn = signing('eu-central-1', '999999999999');
  expect(problemsOf({ config: { codeSigningConfigArn } })).toEqual([
    expect.stringContaining('is of account 999999999999, and the function is made in 123456789012'),
  ]);
});

describe('where signatures are enforced', () => {
  const arn = signing('eu-central-1');
  const at = (config: LambdaConfig, isEnforced: boolean, rest: Situation = {}) =>
    problemsOf({ ...rest, config, codeSigning: { 'prod-predict': { arn, isEnforced } } });

  test('nothing is deployed, whether that is declared or was kept', () => {
    const problem = `lambdas/predict/lambda.config.ts codeSigningConfigArn: ${arn}`;
    const end = 'enforces signatures, and zips are not signed here';
    expect(at({ codeSigningConfigArn: arn }, true)).toEqual([
      expect.stringContaining(`${problem} ${end}`),
    ]);
    expect(at({}, true, { liveRuntime: 'nodejs24.x' })).toEqual([
      expect.stringContaining(`${problem}, which the function has, ${end}`),
    ]);
  });

  test('and where they only warn, everything', () => {
    expect(at({ codeSigningConfigArn: arn }, false)).toEqual([]);
  });
});

describe('the role that is made', () => {
  const permissions = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      actions: ['s3:GetObject'],
      resources: [`arn:aws:s3:::${'birds'.repeat(36)}-${index}/*`],
    }));

  test('is refused when its policy is larger than IAM takes, with its size', () => {
    expect(problemsOf({ config: { permissions: permissions(30) } })).toEqual([]);
    expect(problemsOf({ config: { permissions: permissions(50) } })).toEqual([
      expect.stringMatching(
        /^lambdas\/predict\/lambda.config.ts permissions: the policy of the role prod-predict-eu-central-1 has 1\d{4} characters without white space, IAM takes 10240: declare fewer/,
      ),
    ]);
  });

  test('stays under the path where it was made, and that is said', () => {
    const wanted = want({ memorySize: 512 });
    const live = liveOf(wanted, artifactOf('b'));
    const role = 'arn:aws:iam::123456789012:role/before/prod-predict-eu-central-1';
    const state = {
      kind: 'live',
      live: { ...live, settings: { ...live.settings, role } },
    } as const;
    const planned = plan({ candidate: { wanted, state } });
    expect(planned).toMatchObject({
      action: 'update',
      executionRole: { name: 'prod-predict-eu-central-1' },
      warnings: [
        'role: prod-predict-eu-central-1 stays under /before/, where it was made, and is kept up to date there: rolePath /lambda-deploy/ is for roles that are made from now on',
      ],
    });
  });
});

test('code that Lambda only refers to is not replaced by a copy', () => {
  const wanted = want();
  const live = liveOf(wanted, artifactOf('b'));
  const settings = { ...live.settings, isCodeReferenced: true };
  const state = { kind: 'live', live: { ...live, settings } } as const;
  expect(problemsOf({ candidate: { wanted, state } })).toEqual([
    expect.stringContaining('S3ObjectStorageMode REFERENCE'),
  ]);
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
