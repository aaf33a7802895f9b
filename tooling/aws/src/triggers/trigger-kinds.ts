import type { TriggerState } from '@tooling/core';
import type { TriggerKind } from './trigger-kind.ts';

/** How triggers are read and written, by their type. Each is loaded when there is one of it. */
export const triggerKinds: Readonly<
  Partial<Record<TriggerState['type'], () => Promise<TriggerKind>>>
> = {
  schedule: async () => (await import('./schedule-triggers.ts')).scheduleTriggers,
  queue: async () => (await import('./event-source-triggers.ts')).eventSourceTriggers('queue'),
  dynamodbStream: async () =>
    (await import('./event-source-triggers.ts')).eventSourceTriggers('dynamodbStream'),
  kinesisStream: async () =>
    (await import('./event-source-triggers.ts')).eventSourceTriggers('kinesisStream'),
};
