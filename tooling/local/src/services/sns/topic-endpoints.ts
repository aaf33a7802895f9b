import type { LocalTopics } from '@tooling/core/local-api';
import type { LocalEndpoints } from '../../gateway/answer-local.ts';
import type { State } from '../../state/state.ts';
import type { Home } from '../lambda/names/function-name.ts';
import { topicArn } from './sns-documents.ts';
import { openSnsStore, subscriptionsOf } from './sns-store.ts';

/** `GET /_local/topics`. */
export const topicEndpoints = (state: State, home: Home): LocalEndpoints => ({
  async 'GET /_local/topics'(): Promise<LocalTopics> {
    const store = await openSnsStore(state);
    return {
      topics: store.topics.list().map(([, { name }]) => ({
        name,
        topicArn: topicArn(home, name),
        subscriptions: subscriptionsOf(store, name).map(({ protocol, endpoint, attributes }) => ({
          protocol,
          endpoint,
          filterPolicy: attributes.FilterPolicy,
        })),
      })),
    };
  },
});
