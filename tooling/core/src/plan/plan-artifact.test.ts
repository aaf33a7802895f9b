import { expect, test } from 'vitest';
import { artifactOf, stage } from '../../test/examples.ts';
import { exampleLambda } from '../../test/examples.ts';
import { planOne } from '../../test/deploy-one.ts';
import { lambdaLimits, wantFunction } from '../index.ts';

const planZip = (zipBytes: number, codeBucket?: string) =>
  planOne({
    wanted: wantFunction(exampleLambda(), { service: 'penguins' }, { ...stage, codeBucket }),
    graphHash: 'graph-a',
    state: { kind: 'absent' },
    artifact: { ...artifactOf('a'), zipBytes },
  });

test('a zip that Lambda’s API takes is sent to it, whatever bucket there is', () => {
  const planned = planZip(lambdaLimits.zipBytes, 'birds-code');
  expect(planned).toMatchObject({ action: 'create', artifact: { zipBytes: 52_428_800 } });
  expect(planned).not.toHaveProperty('artifact.codeBucket');
});

test('a larger one goes through the bucket', () => {
  expect(planZip(lambdaLimits.zipBytes + 1, 'birds-code')).toMatchObject({
    action: 'create',
    artifact: { codeBucket: 'birds-code' },
  });
});

test('a larger one without a bucket is blocked, with the remedy', () => {
  expect(planZip(lambdaLimits.zipBytes + 1)).toMatchObject({
    action: 'blocked',
    failure: {
      code: 'ARTIFACT_TOO_LARGE',
      message: expect.stringContaining('52428801 bytes') as string,
      hint: expect.stringContaining('codeBucket') as string,
    },
  });
});
