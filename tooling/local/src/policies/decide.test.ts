import { expect, it } from 'vitest';
import { decide, type Decision } from './decide.ts';

const resource = 'arn:aws:iam::000000000000:role/team/worker';
const request = {
  action: 'iam:PassRole',
  resource,
  context: {
    'iam:PassedToService': 'lambda.amazonaws.com',
    'aws:PrincipalAccount': '000000000000',
    'aws:TagKeys': ['team', 'cost'],
  },
};
const allow = { Effect: 'Allow', Action: 'iam:PassRole', Resource: resource };
const passed = (operator: string, value: unknown) => ({
  Condition: { [operator]: { 'iam:PassedToService': value } },
});
const keys = (operator: string, value: unknown) => ({
  Condition: { [operator]: { 'aws:TagKeys': value } },
});

it.each<[string, object, Decision]>([
  ['the very action on the very resource', {}, 'allowed'],
  ['stars', { Action: 'iam:Pass*', Resource: 'arn:aws:iam::*:role/team/*' }, 'allowed'],
  ['all but others', { Action: undefined, NotAction: 's3:*' }, 'allowed'],
  ['all but this one', { Action: undefined, NotAction: 'iam:*' }, 'unmentioned'],
  ['all but this resource', { Resource: undefined, NotResource: resource }, 'unmentioned'],
  ['a variable', { Resource: 'arn:aws:iam::${aws:PrincipalAccount}:role/team/worker' }, 'allowed'],
  ['a variable that nobody knows', { Resource: '${aws:username}' }, 'unmentioned'],
  ['another action', { Action: 'iam:GetRole' }, 'unmentioned'],
  ['a condition that is met', passed('StringEquals', ['a', 'lambda.amazonaws.com']), 'allowed'],
  ['a condition that is not', passed('StringEquals', 'ecs.amazonaws.com'), 'unmentioned'],
  ['an operator that is not known', passed('BinaryEquals', 'any'), 'unmentioned'],
  ['a key that is there', passed('Null', 'false'), 'allowed'],
  ['a key that is not to be there', passed('Null', 'true'), 'unmentioned'],
  ['each of several values', keys('ForAllValues:StringEquals', ['team', 'cost']), 'allowed'],
  ['one too many', keys('ForAllValues:StringEquals', ['team']), 'unmentioned'],
  ['any of several values', keys('ForAnyValue:StringEquals', ['cost']), 'allowed'],
  ['none of several values', keys('ForAnyValue:StringEquals', ['other']), 'unmentioned'],
])('a policy that allows %s', (_title, part, decision) => {
  const Statement = { ...allow, ...part };
  expect(decide([JSON.stringify({ Version: '2012-10-17', Statement })], request)).toBe(decision);
});

it.each<[string, object, Decision]>([
  ['whatever else allows it', {}, 'denied'],
  ['under a condition that is not met', passed('StringEquals', 'other'), 'allowed'],
  ['under one that cannot be told', passed('BinaryEquals', 'any'), 'denied'],
])('a policy that denies it, %s', (_title, part, decision) => {
  const denying = { ...allow, Effect: 'Deny', ...part };
  const documents = [allow, denying].map((Statement) => JSON.stringify({ Statement }));
  expect(decide(documents, request)).toBe(decision);
});
