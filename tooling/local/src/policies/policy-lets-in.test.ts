import { expect, it } from 'vitest';
import { policyLetsIn } from './policy-lets-in.ts';

const resource = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const ruleArn = 'arn:aws:events:us-east-1:000000000000:rule/nightly';
const request = {
  action: 'sqs:SendMessage',
  resource,
  service: 'events.amazonaws.com',
  context: { 'aws:sourcearn': ruleArn, 'aws:securetransport': 'true' },
};
const allow = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: resource,
};
const letsIn = (...Statement: object[]) =>
  policyLetsIn(JSON.stringify({ Version: '2012-10-17', Statement }), request);

it.each([
  [{}],
  [{ Action: 'SQS:*' }],
  [{ Action: ['sqs:ReceiveMessage', 'sqs:Send*'] }],
  [{ Principal: '*' }],
  [{ Principal: { AWS: '*' } }],
  [{ Principal: { Service: ['s3.amazonaws.com', 'events.amazonaws.com'] } }],
  [{ Resource: '*' }],
  [{ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' } } }],
  [{ Condition: { ArnEquals: { 'AWS:SourceArn': ruleArn } } }],
  [{ Condition: { StringEquals: { 'aws:SourceArn': ['other', ruleArn] } } }],
  [{ Condition: { StringEqualsIfExists: { 'aws:SourceOrgID': 'o-1' } } }],
])('lets a service in with %o', (part) => {
  expect(letsIn({ ...allow, ...part })).toBe(true);
});

it.each([
  [{ Effect: 'Deny' }],
  [{ Action: 'sqs:ReceiveMessage' }],
  [{ Principal: { Service: 's3.amazonaws.com' } }],
  [{ Principal: { AWS: 'arn:aws:iam::000000000000:root' } }],
  [{ Resource: `${resource}2` }],
  [{ Condition: { ArnEquals: { 'aws:SourceArn': `${ruleArn}2` } } }],
  [{ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*' } } }],
  [{ Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } } }],
  [{ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
])('lets no service in with %o', (part) => {
  expect(letsIn({ ...allow, ...part })).toBe(false);
});

it('lets nobody in without a policy, or whom another statement denies', () => {
  expect(policyLetsIn(undefined, request)).toBe(false);
  expect(letsIn(allow, { ...allow, Effect: 'Deny' })).toBe(false);
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
  expect(letsIn(allow, { ...allow, Effect: 'Deny', Condition: insecure })).toBe(true);
});
