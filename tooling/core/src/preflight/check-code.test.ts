import { describe, expect, test } from 'vitest';
import { artifactOf, liveOf, want } from '../../test/examples.ts';
import { problemsOf, signing, type Situation } from '../../test/preflight-situation.ts';
import type { LambdaConfig } from '../index.ts';

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

test('code that Lambda only refers to is not replaced by a copy', () => {
  const wanted = want();
  const live = liveOf(wanted, artifactOf('b'));
  const settings = { ...live.settings, isCodeReferenced: true };
  const state = { kind: 'live', live: { ...live, settings } } as const;
  expect(problemsOf({ candidate: { wanted, state } })).toEqual([
    expect.stringContaining('S3ObjectStorageMode REFERENCE'),
  ]);
});
