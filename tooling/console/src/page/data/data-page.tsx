import { hashOf } from '../route.ts';
import { BucketsView } from './buckets-view.tsx';
import { EventsView } from './events-view.tsx';
import { QueuesView } from './queues-view.tsx';
import { TopicsView } from './topics-view.tsx';

interface DataPageProps {
  /** `['buckets', 'news']` */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

const kinds = [
  { name: 'buckets', title: 'Buckets' },
  { name: 'queues', title: 'Queues' },
  { name: 'events', title: 'Events' },
  { name: 'topics', title: 'Topics' },
] as const;

/** What is in the local AWS: objects, messages, events, subscriptions. Looking changes nothing. */
export function DataPage({ path: [kind = 'buckets', name], query }: DataPageProps) {
  return (
    <div class="page">
      <h1 class="unseen">Data</h1>
      <nav class="parts" aria-label="Kinds of data">
        {kinds.map((one) => (
          <a
            key={one.name}
            href={hashOf(['data', one.name])}
            aria-current={one.name === kind ? 'page' : undefined}
          >
            {one.title}
          </a>
        ))}
      </nav>
      {kind === 'buckets' && <BucketsView name={name} query={query} />}
      {kind === 'queues' && <QueuesView name={name} />}
      {kind === 'events' && <EventsView />}
      {kind === 'topics' && <TopicsView />}
    </div>
  );
}
