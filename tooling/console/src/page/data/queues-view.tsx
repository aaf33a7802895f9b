import type { LocalMessage, LocalMessages, LocalQueues } from '@tooling/core/local-api';
import { useAnswer } from '../answers/use-answer.ts';
import { Badge } from '../parts/badge.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { formatBytes } from '../parts/format-bytes.ts';
import { indentJson } from '../parts/indent-json.ts';
import { LocalTime } from '../parts/local-time.tsx';
import { Answered, EmptyNote } from '../parts/notes.tsx';
import { Table } from '../parts/table.tsx';
import { hashOf } from '../route.ts';

export function QueuesView({ name }: { readonly name: string | undefined }) {
  const answer = useAnswer<LocalQueues>(name === undefined ? '/_local/queues' : undefined, {
    everySeconds: 3,
  });
  if (name !== undefined) return <MessagesView key={name} queue={name} />;
  return (
    <Answered answer={answer} failure="The queues cannot be read.">
      {({ queues }) =>
        queues.length === 0 ? (
          <EmptyNote title="There are no queues">
            <code>local</code> in <code>deploy.config.ts</code> names what the local AWS shall have,
            and every client of SQS can make one here.
          </EmptyNote>
        ) : (
          <Table
            label="Queues"
            columns={[
              'Queue',
              { title: 'Visible', isNumber: true },
              { title: 'In flight', isNumber: true },
              { title: 'Delayed', isNumber: true },
              'Dead letters go to',
            ]}
          >
            {queues.map((queue) => (
              <tr key={queue.name}>
                <th scope="row">
                  <a href={hashOf(['data', 'queues', queue.name])}>{queue.name}</a>
                </th>
                <td class="number">{queue.visible}</td>
                <td class="number">{queue.inFlight}</td>
                <td class="number">{queue.delayed}</td>
                <td>
                  {queue.deadLetterQueue === undefined ? (
                    '–'
                  ) : (
                    <a href={hashOf(['data', 'queues', queue.deadLetterQueue])}>
                      {queue.deadLetterQueue}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )
      }
    </Answered>
  );
}

/** The messages of a queue; nobody receives them by being looked at. */
function MessagesView({ queue }: { readonly queue: string }) {
  const answer = useAnswer<LocalMessages>(`/_local/queues/${encodeURIComponent(queue)}`, {
    everySeconds: 3,
  });
  return (
    <>
      <div class="bar">
        <h2 class="crumbs">
          <a href={hashOf(['data', 'queues'])}>Queues</a> <span aria-hidden="true">/</span> {queue}
        </h2>
        {answer.value && (
          <p class="count" role="status">
            {answer.value.visible} visible, {answer.value.inFlight} in flight,{' '}
            {answer.value.delayed} delayed
          </p>
        )}
      </div>
      <Answered answer={answer} failure="The messages cannot be read.">
        {({ messages, more }) =>
          messages.length === 0 ? (
            <EmptyNote title="The queue is empty">
              What is received and deleted is gone from here; <a href="#/logs">the logs</a> tell
              what a function made of it.
            </EmptyNote>
          ) : (
            <>
              <ul class="cards">
                {messages.map((message) => (
                  <Message key={message.messageId} message={message} />
                ))}
              </ul>
              {more > 0 && <p class="quiet">and {more} more</p>}
            </>
          )
        }
      </Answered>
    </>
  );
}

const states = {
  visible: { word: 'Visible', tone: 'good' },
  inFlight: { word: 'In flight', tone: 'change' },
  delayed: { word: 'Delayed', tone: 'warn' },
} as const;

function Message({ message }: { readonly message: LocalMessage }) {
  const { messageId, state, sentAt, visibleAt, receiveCount, body, truncated, size } = message;
  const { word, tone } = states[state];
  const attributes = Object.entries(message.attributes);
  return (
    <li class="card">
      <div class="card-head">
        <Badge tone={tone}>{word}</Badge>
        <span>
          sent <LocalTime at={sentAt} />
        </span>
        {visibleAt !== undefined && (
          <span>
            visible <LocalTime at={visibleAt} />
          </span>
        )}
        {receiveCount > 0 && <span>received {receiveCount} times</span>}
        <code class="quiet">{messageId}</code>
      </div>
      {attributes.length > 0 && (
        <p class="quiet">
          {attributes.map(([name, value]) => (
            <code key={name} class="pair">
              {name}={value}
            </code>
          ))}
        </p>
      )}
      <CodeBlock label={`Body of ${messageId}`} text={truncated ? body : indentJson(body)} />
      {truncated && <p class="quiet">The beginning of {formatBytes(size)}.</p>}
    </li>
  );
}
