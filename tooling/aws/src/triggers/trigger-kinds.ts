import type { TriggerState } from '@tooling/core';
import type { TriggerKind } from './trigger-kind.ts';

/** How triggers are read and written, by their type. Each is loaded when there is one of it. */
export const triggerKinds: Readonly<Record<TriggerState['type'], () => Promise<TriggerKind>>> = {
  schedule: async () => (await import('./schedule-triggers.ts')).scheduleTriggers,
  api: async () => (await import('./http-api-triggers.ts')).apiTriggers,
  httpApi: async () => (await import('./http-api-triggers.ts')).httpApiTriggers,
  bucket: async () => (await import('./bucket-triggers.ts')).bucketTriggers,
  eventPattern: async () => (await import('./event-pattern-triggers.ts')).eventPatternTriggers,
  functionUrl: async () => (await import('./function-url-triggers.ts')).functionUrlTriggers,
  topic: async () => (await import('./topic-triggers.ts')).topicTriggers,
  queue: async () => (await import('./event-source-triggers.ts')).eventSourceTriggers('queue'),
  dynamodbStream: async () =>
    (await import('./event-source-triggers.ts')).eventSourceTriggers('dynamodbStream'),
  kinesisStream: async () =>
    (await import('./event-source-triggers.ts')).eventSourceTriggers('kinesisStream'),
};
