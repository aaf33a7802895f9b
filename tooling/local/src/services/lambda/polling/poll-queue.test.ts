import { expect, it } from 'vitest';
import { createLocalClock } from '../../../clock/local-clock.ts';
import type { MessageDocument } from '../../sqs/messages/message-document.ts';
import type { FunctionAnswer } from '../invoke/function-invoker.ts';
import type { MappingDocument } from '../mappings/mapping-document.ts';
import { pollQueue } from './poll-queue.ts';

const message = (id: string, body = id): MessageDocument => ({
  id,
  queue: 'jobs',
  order: 1,
  body,
  attributes: {},
  senderId: '',
  sentAtMs: 0,
  keptFromMs: 0,
  visibleAtMs: 0,
  receiveCount: 1,
});
const mapping: MappingDocument = {
  uuid: '',
  eventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
  functionName: 'worker',
  enabled: true,
  batchSize: 1,
  windowSeconds: 0,
  filters: [],
  responseTypes: [],
  tags: {},
  lastModifiedMs: 0,
};

/** A queue with messages, and a function that answers when it is told to. */
function start(part: Partial<MappingDocument>, messages: readonly MessageDocument[]) {
  const clock = createLocalClock({ realNow: () => new Date(0), report: () => {} });
  const waiting = [...messages];
  const dropped: string[] = [];
  const batches: string[][] = [];
  const running: (() => void)[] = [];
  const poller = pollQueue(
    { ...mapping, ...part },
    {
      clock,
      queues: {
        find: () => undefined,
        receive: (_arn, limit) => Promise.resolve(waiting.splice(0, limit)),
        drop: ({ id }) => Promise.resolve(void dropped.push(id)),
        nextVisibleAtMs: () => undefined,
        watch: () => () => {},
      },
      call(payload) {
        const { Records } = JSON.parse(Buffer.from(payload).toString()) as {
          readonly Records: readonly { readonly messageId: string }[];
        };
        batches.push(Records.map(({ messageId }) => messageId));
        const answer = { payload: Buffer.from(''), log: '', durationMs: 1, executedVersion: '1' };
        const { promise, resolve } = Promise.withResolvers<FunctionAnswer>();
        running.push(() => resolve(answer));
        return promise;
      },
      report: (error) => {
        throw error;
      },
    },
  );
  /** What is under way goes as far as it can. */
  const turn = async () => {
    for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
  };
  return { poller, batches, running, dropped, turn };
}

const five = ['1', '2', '3', '4', '5'].map((id) => message(id));

it('calls the function as often at once as the mapping allows', async () => {
  const { batches, running, turn, dropped } = start({ maximumConcurrency: 2 }, five);
  await turn();
  expect(batches).toEqual([['1'], ['2']]);
  running[1]?.();
  await turn();
  expect(batches).toEqual([['1'], ['2'], ['3']]);
  expect(dropped).toEqual(['2']);
});

it('calls no more when it was stopped, and finishes what runs', async () => {
  const { poller, batches, running, turn, dropped } = start({ maximumConcurrency: 2 }, five);
  await turn();
  poller.stop();
  running[0]?.();
  await turn();
  expect(batches).toHaveLength(2);
  expect(dropped).toEqual(['1']);
});

it('makes no event of more than 6 MB', async () => {
  const large = five.map(({ id }) => message(id, 'x'.repeat(1_900_000)));
  const { batches, turn } = start({ batchSize: 10 }, large);
  await turn();
  expect(batches).toEqual([
    ['1', '2', '3'],
    ['4', '5'],
  ]);
});
