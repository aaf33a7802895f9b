import { describe, expect, test } from 'vitest';
import { problemsOf, signing } from '../../test/preflight-situation.ts';
import type { LambdaConfig } from '../index.ts';

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
