import type { LogSink } from '../../execution/executor.ts';
import type { LogFeed } from './log-feed.ts';
import type { LogsStore } from './logs-store.ts';

/**
 * Where functions' lines go: groups and streams are made as they are needed, as Lambda does. Whoever
 * looks on by the feed sees them first.
 */
export function createLogSink(store: LogsStore, now: () => Date, feed: LogFeed): LogSink {
  return async (group, name, events) => {
    feed.publish(group, name, events);
    const createdAt = now().getTime();
    if (store.groups.get(group) === undefined) {
      await store.groups.put(group, {
        name: group,
        createdAt,
        logGroupClass: 'STANDARD',
        tags: {},
      });
    }
    const stream = store.stream(group, name) ?? { group, name, createdAt };
    if (store.stream(group, name) === undefined) await store.createStream(stream);
    await store.append(
      stream,
      events.map(({ timestamp, message }) => [timestamp, createdAt, message]),
    );
  };
}
