import type { Delivery } from '../../delivery/delivery.ts';
import type { ObjectChange } from './notifications/object-change.ts';
import type { S3Store } from './s3-store.ts';

/** What the operations of S3 work with. */
export interface S3World {
  readonly store: S3Store;
  /** To the functions, queues, topics and buses that notifications go to. */
  readonly delivery: Delivery;
  /** Tells those that want to know of a change; nobody waits for them. */
  readonly notify: (change: ObjectChange) => void;
}
