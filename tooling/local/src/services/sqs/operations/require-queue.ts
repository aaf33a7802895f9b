import type { RequestContext } from '../../../service.ts';
import type { QueueDocument } from '../queue-document.ts';
import { nameInUrl } from '../queue-names.ts';
import type { QueueStore } from '../queue-store.ts';
import { noQueue } from '../sqs-errors.ts';

/** The queue that a request is about. @throws AwsError */
export function requireQueue(
  store: QueueStore,
  { QueueUrl }: { readonly QueueUrl?: string | undefined },
  context: RequestContext,
): QueueDocument {
  const queue = store.get(nameInUrl(QueueUrl, context));
  if (queue === undefined) throw noQueue();
  return queue;
}
