import type { LocalTopics } from '@tooling/core/local-api';
import { useAnswer } from '../answers/use-answer.ts';
import { Answered, EmptyNote } from '../parts/notes.tsx';
import { shortTarget } from '../schedules/short-target.ts';

export function TopicsView() {
  const answer = useAnswer<LocalTopics>('/_local/topics', { everySeconds: 5 });
  return (
    <Answered answer={answer} failure="The topics cannot be read.">
      {({ topics }) =>
        topics.length === 0 ? (
          <EmptyNote title="There are no topics">
            <code>local</code> in <code>deploy.config.ts</code> names what the local AWS shall have,
            and every client of SNS can make one here.
          </EmptyNote>
        ) : (
          <ul class="cards">
            {topics.map(({ name, topicArn, subscriptions }) => (
              <li key={topicArn} class="card">
                <div class="card-head">
                  <h2>{name}</h2>
                  <code class="quiet">{topicArn}</code>
                </div>
                {subscriptions.length === 0 ? (
                  <p class="quiet">Nobody is subscribed.</p>
                ) : (
                  <ul class="matched">
                    {subscriptions.map(({ protocol, endpoint, filterPolicy }) => (
                      <li key={`${protocol} ${endpoint}`}>
                        <code title={endpoint}>{shortTarget(endpoint)}</code>
                        {filterPolicy !== undefined && (
                          <>
                            {' '}
                            <span class="quiet">where</span> <code>{filterPolicy}</code>
                          </>
                        )}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Answered>
  );
}
