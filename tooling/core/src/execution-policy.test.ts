import { describe, expect, test } from 'vitest';
import { want } from '../test/examples.ts';
import { executionPolicy, type LambdaConfig } from './index.ts';

const place = { partition: 'aws', region: 'eu-central-1', account: '123456789012' };

const policyOf = (config: LambdaConfig) => executionPolicy(want(config), place).slice(1);

const queue = 'arn:aws:sqs:eu-central-1:123456789012:dead';
const vpc = { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] };
const key = 'arn:aws:kms:eu-central-1:123456789012:key/1';

test('a function without configuration may write its own log, and no more', () => {
  const group = 'arn:aws:logs:eu-central-1:*:log-group:/aws/lambda/prod-predict';
  expect(executionPolicy(want(), place)).toEqual([
    {
      Sid: 'Log',
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [group, `${group}:*`],
    },
  ]);
});

describe('is allowed where it is declared', () => {
  test.each<[LambdaConfig, string, string]>([
    [{ tracing: 'Active' }, 'xray:PutTraceSegments', '*'],
    [{ vpc }, 'ec2:CreateNetworkInterface', '*'],
    [{ deadLetter: { targetArn: queue } }, 'sqs:SendMessage', queue],
    [
      { deadLetter: { targetArn: queue.replace('sqs', 'sns') } },
      'sns:Publish',
      queue.replace('sqs', 'sns'),
    ],
    [
      { asyncInvocation: { onFailure: 'arn:aws:s3:::failures' } },
      's3:PutObject',
      'arn:aws:s3:::failures/*',
    ],
    [
      {
        asyncInvocation: {
          onSuccess: 'arn:aws:lambda:eu-central-1:123456789012:function:next:live',
        },
      },
      'lambda:InvokeFunction',
      'arn:aws:lambda:eu-central-1:123456789012:function:next:live',
    ],
    [
      { asyncInvocation: { onSuccess: 'arn:aws:events:eu-central-1:123456789012:event-bus/x' } },
      'events:PutEvents',
      'arn:aws:events:eu-central-1:123456789012:event-bus/x',
    ],
    [{ kmsKeyArn: key }, 'kms:Decrypt', key],
    [
      { environment: { AA: { parameter: 'plain:3' } } },
      'ssm:GetParameter',
      'arn:aws:ssm:eu-central-1:123456789012:parameter/plain',
    ],
    [
      { environment: { AA: { parameter: 'arn:aws:ssm:eu-west-1:210987654321:parameter/a/b:3' } } },
      'ssm:GetParameter',
      'arn:aws:ssm:eu-west-1:210987654321:parameter/a/b',
    ],
    [
      {
        environment: {
          AA: { secret: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-AbCdEf' },
        },
      },
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-AbCdEf',
    ],
  ])('%j', (config, action, resource) => {
    const [statement, ...others] = policyOf(config);
    expect(others).toEqual([]);
    expect(statement?.Action).toContain(action);
    expect(statement?.Resource).toContain(resource);
  });

  test('the one access point of a file system', () => {
    const arn =
      'arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0';
    expect(
      policyOf({ vpc, fileSystems: [{ arn, localMountPath: '/mnt/x' }] }).find(
        ({ Sid }) => Sid === 'Mount',
      ),
    ).toMatchObject({
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': arn } },
    });
  });
});

test('a key that is named by its alias is the one that has this alias', () => {
  const place = 'arn:aws:kms:eu-central-1:123456789012:';
  const byAlias = (Sid: string, ...aliases: string[]) => ({
    Sid,
    Effect: 'Allow',
    Action: ['kms:Decrypt'],
    Resource: [`${place}key/*`],
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliases } },
  });
  expect(policyOf({ kmsKeyArn: `${place}alias/env` })).toEqual([
    byAlias('DecryptEnvironmentAlias1', 'alias/env'),
  ]);
  const secret = (secret: string, kmsKeyArn: string) => ({ secret, kmsKeyArn });
  const environment = {
    AA: secret('a', `${place}alias/a/b`),
    BB: secret('b', key),
    CC: secret('c', `${place}alias/c`),
  };
  expect(policyOf({ environment }).slice(1)).toEqual([
    { Sid: 'DecryptReferences', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [key] },
    byAlias('DecryptReferencesAlias1', 'alias/a/b', 'alias/c'),
  ]);
});

test('the log may go to the group that is declared, and to no other', () => {
  const [log] = executionPolicy(want({ logging: { logGroup: '/teams/birds' } }), place);
  const group = 'arn:aws:logs:eu-central-1:*:log-group:/teams/birds';
  expect(log?.Resource).toEqual([group, `${group}:*`]);
});

test('what is read at deploy the function itself may not read', () => {
  expect(policyOf({ environment: { AA: { secret: 'x', resolve: 'deploy' } } })).toEqual([]);
});

test('nothing is allowed by what is unset', () => {
  const unset = { vpc: null, deadLetter: null, kmsKeyArn: null, asyncInvocation: null } as const;
  expect(policyOf({ ...unset, fileSystems: null, tracing: null })).toEqual([]);
});
