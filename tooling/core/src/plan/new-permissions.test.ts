import { expect, test } from 'vitest';
import type { PolicyStatement } from '../execution-policy.ts';
import { newPermissions } from './new-permissions.ts';

const allow = (
  actions: readonly string[],
  resources: readonly string[],
  Condition?: PolicyStatement['Condition'],
): PolicyStatement => ({
  Sid: 'Some',
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(Condition && { Condition }),
});

test('names the actions that are allowed anew, resource by resource', () => {
  const before = [allow(['s3:GetObject'], ['arn:aws:s3:::one/*'])];
  const after = [
    allow(['s3:PutObject', 's3:GetObject'], ['arn:aws:s3:::one/*', 'arn:aws:s3:::two/*']),
  ];
  expect(newPermissions(before, after)).toEqual([
    { resource: 'arn:aws:s3:::one/*', actions: ['s3:PutObject'] },
    { resource: 'arn:aws:s3:::two/*', actions: ['s3:GetObject', 's3:PutObject'] },
  ]);
});

test('finds nothing where statements only have other names, or another order', () => {
  const before = [{ ...allow(['a:Two', 'a:One'], ['*']), Sid: 'Before1' }];
  expect(newPermissions(before, [allow(['a:One'], ['*']), allow(['a:Two'], ['*'])])).toEqual([]);
});

test('takes wildcards for what they cover, and for no more', () => {
  const before = [allow(['S3:Get*'], ['arn:aws:s3:::data-?/*'])];
  const asked = (action: string, resource: string) =>
    newPermissions(before, [allow([action], [resource])]).length;
  expect(asked('s3:GetObject', 'arn:aws:s3:::data-1/in/*')).toBe(0);
  expect(asked('s3:PutObject', 'arn:aws:s3:::data-1/in/*')).toBe(1);
  expect(asked('s3:GetObject', 'arn:aws:s3:::data-10/in/*')).toBe(1);
  expect(asked('s3:*', 'arn:aws:s3:::data-1/*')).toBe(1);
  expect(asked('s3:GetObject', '*')).toBe(1);
});

test('takes what loses its condition as new, and what gets one as known', () => {
  const condition = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
  const bound = allow(['sqs:SendMessage'], ['arn:q'], condition);
  const free = allow(['sqs:SendMessage'], ['arn:q']);
  expect(newPermissions([bound], [free])).toEqual([
    { resource: 'arn:q', actions: ['sqs:SendMessage'] },
  ]);
  expect(newPermissions([free], [bound])).toEqual([]);
  expect(newPermissions([], [bound])).toEqual([
    {
      resource: 'arn:q',
      actions: ['sqs:SendMessage'],
      condition: JSON.stringify(condition),
    },
  ]);
});

test('reads a policy that somebody wrote with texts in the place of lists, and ignores refusals', () => {
  const found = { Effect: 'Allow', Action: 'a:One', Resource: '*' } as unknown as PolicyStatement;
  const denied = { ...allow(['a:Two'], ['*']), Effect: 'Deny' } as unknown as PolicyStatement;
  expect(newPermissions([found, denied], [allow(['a:One', 'a:Two'], ['*'])])).toEqual([
    { resource: '*', actions: ['a:Two'] },
  ]);
});
