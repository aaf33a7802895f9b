import type { HttpApiConfig, Trigger } from '@tooling/core';
import type { Part } from './trigger-world.ts';

/** What a function is started by, in two versions that differ in all that AWS keeps apart. */
export interface TriggerExample {
  /** Of the world, besides the policies of functions: where it is seen. */
  readonly parts: readonly Part[];
  readonly first: readonly Trigger[];
  readonly changed: readonly Trigger[];
  readonly httpApi?: readonly [HttpApiConfig, HttpApiConfig];
}

const jwt = { issuer: 'https://issuer.example', audience: ['birds'] };

/** Of what `startTriggerWorld` has. */
export const triggerExamples: Readonly<Record<string, TriggerExample>> = {
  schedule: {
    parts: ['schedules', 'roles'],
    first: [{ type: 'schedule', expression: 'rate(5 minutes)', deadLetter: 'dead' }],
    changed: [
      { type: 'schedule', expression: 'rate(5 minutes)', deadLetter: 'graves' },
      { type: 'schedule', expression: 'rate(1 day)' },
    ],
  },
  queue: {
    parts: ['mappings'],
    first: [{ type: 'queue', queue: 'jobs' }],
    changed: [{ type: 'queue', queue: 'jobs', batchSize: 3, enabled: false }],
  },
  topic: {
    parts: ['subscriptions'],
    first: [{ type: 'topic', topic: 'news', filterPolicy: { kind: ['bird'] } }],
    changed: [{ type: 'topic', topic: 'news', deadLetter: 'dead' }],
  },
  eventPattern: {
    parts: ['rules'],
    first: [{ type: 'eventPattern', pattern: { source: ['model'] } }],
    changed: [
      { type: 'eventPattern', pattern: { source: ['model'] }, inputPath: '$.detail' },
      { type: 'eventPattern', pattern: { source: ['dataset'] }, bus: 'birds' },
    ],
  },
  bucket: {
    parts: ['notifications'],
    first: [{ type: 'bucket', bucket: 'birds', prefix: 'in/' }],
    changed: [{ type: 'bucket', bucket: 'birds', prefix: 'in/', suffix: '.csv' }],
  },
  'bucket via eventbridge': {
    parts: ['notifications', 'rules'],
    first: [{ type: 'bucket', bucket: 'birds', prefix: 'in/' }],
    changed: [{ type: 'bucket', bucket: 'birds', prefix: 'in/', via: 'eventbridge' }],
  },
  functionUrl: {
    parts: ['urls'],
    first: [{ type: 'functionUrl', authType: 'NONE' }],
    changed: [{ type: 'functionUrl', authType: 'AWS_IAM', cors: { allowOrigins: ['*'] } }],
  },
  httpApi: {
    parts: ['apis'],
    first: [{ type: 'httpApi', route: 'GET /birds', authorizer: 'users' }],
    changed: [
      { type: 'httpApi', route: 'GET /birds', throttling: { rateLimit: 1, burstLimit: 1 } },
      { type: 'httpApi', route: 'POST /birds', authorizer: 'AWS_IAM' },
    ],
    httpApi: [
      { authorizers: { users: jwt }, domain: { name: 'api.example.com' } },
      { cors: { allowOrigins: ['*'] }, domain: { name: 'api.example.com', path: 'v2' } },
    ],
  },
};
