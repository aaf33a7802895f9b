import { describe, expect, it } from 'vitest';
import { allows } from './allows.ts';

const queue = 'arn:aws:sqs:us-east-1:111111111111:queue';
const request = { action: 'sqs:SendMessage', resource: queue };
const allow = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue };
const deny = { ...allow, Effect: 'Deny' };
const policy = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });

describe('policies allow a request', () => {
  it.each([
    ['that they name', policy(allow)],
    ['in another case of letters', policy({ ...allow, Action: 'SQS:sendmessage' })],
    [
      'by a wildcard',
      policy({ ...allow, Action: ['s3:*', 'sqs:Send*'], Resource: 'arn:aws:sqs:*' }),
    ],
    ['by one character that may be any', policy({ ...allow, Resource: queue.replace('q', '?') })],
    [
      'that is none of what they leave out',
      policy({ Effect: 'Allow', NotAction: 's3:*', NotResource: 'arn:aws:s3:::*' }),
    ],
    ['that another one denies under a condition', policy(allow, { ...deny, Condition: {} })],
  ])('%s', (_title, document) => {
    expect(allows([document], request)).toBe(true);
  });

  it('when one of them does', () => {
    expect(allows([policy({ ...allow, Action: 's3:*' }), policy(allow)], request)).toBe(true);
  });

  it('on some resource, when none is asked about', () => {
    expect(allows([policy(allow, deny)], { action: 'sqs:SendMessage' })).toBe(true);
  });
});

describe('policies do not allow a request', () => {
  it.each([
    ['for another action', policy({ ...allow, Action: 'sqs:*Batch' })],
    ['for another resource', policy({ ...allow, Resource: `${queue}-other` })],
    ['that one of them denies', policy(allow, { ...deny, Resource: '*' })],
    ['that they leave out', policy({ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' })],
  ])('%s', (_title, document) => {
    expect(allows([document], request)).toBe(false);
  });

  it('without a statement', () => {
    expect(allows([], request)).toBe(false);
  });
});
