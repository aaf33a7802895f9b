import type { NewLambda, TriggerKind } from '../new-lambda.ts';
import { bucketStarter } from './bucket-starter.ts';
import { callStarter } from './call-starter.ts';
import { eventStarter } from './event-starter.ts';
import { httpStarter } from './http-starter.ts';
import { queueStarter } from './queue-starter.ts';
import { scheduleStarter } from './schedule-starter.ts';
import type { Starter } from './starter.ts';
import { topicStarter } from './topic-starter.ts';

const starters: Readonly<Record<TriggerKind, Starter>> = {
  http: httpStarter,
  schedule: scheduleStarter,
  bucket: bucketStarter,
  queue: queueStarter,
  event: eventStarter,
  topic: topicStarter,
};

/** What a lambda begins with: for one that nothing starts, too. */
export const starterOf = (trigger: NewLambda['trigger']): Starter =>
  trigger === undefined ? callStarter : starters[trigger];
