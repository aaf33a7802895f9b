import { randomUUID } from 'node:crypto';
import { UserError } from '@tooling/core';
import { AwsError } from '../../aws-error.ts';
import { WholeAnswer, type LocalEndpoints, type LocalRequest } from '../../gateway/answer-local.ts';
import { parseFilterPattern, type MessageMatcher } from './filter-pattern/parse-filter-pattern.ts';
import type { LogFeed, LogLine } from './log-feed.ts';
import { openLineQueue } from './line-queue.ts';
import { showLine } from './show-line.ts';

/** Each holds up to 4 MB for a reader that does not keep up. */
const mostReaders = 64;

/** `GET /_local/logs`: lines as they come, as server-sent events. */
export function logEndpoints(feed: LogFeed, now: () => Date): LocalEndpoints {
  // The numbers of lines begin anew with each local AWS.
  const epoch = randomUUID().slice(0, 8);
  let readers = 0;
  return {
    'GET /_local/logs': (_rest, _readText, request) => {
      const isWanted = wantedLines(request.query);
      const before = linesBefore(feed, request, { epoch, now });
      if (readers >= mostReaders) return Promise.resolve(tooMany());
      readers += 1;
      const queue = openLineQueue(before.filter(isWanted));
      const unsubscribe = feed.subscribe((lines) => queue.add(lines.filter(isWanted)));
      const end = () => {
        readers -= 1;
        unsubscribe();
        queue.end();
      };
      if (request.signal.aborted) end();
      else request.signal.addEventListener('abort', end, { once: true });
      return Promise.resolve(
        new WholeAnswer({
          status: 200,
          headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
          body: '',
          stream: renderEvents(queue.take, epoch),
        }),
      );
    },
  };
}

/** @throws UserError USAGE */
function wantedLines(query: URLSearchParams): (line: LogLine) => boolean {
  const names = new Set(query.getAll('function'));
  const matches = matcherOf(query.get('filter') ?? '');
  return (line) => {
    if (names.size > 0 && !names.has(showLine(line).functionName ?? '')) return false;
    return matches(line.message);
  };
}

/** @throws UserError USAGE */
function matcherOf(filter: string): MessageMatcher {
  try {
    return parseFilterPattern(filter);
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new UserError('USAGE', `filter=${filter}: ${cause.message}`, {
      hint: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html',
      cause,
    });
  }
}

/** What a reader is told first: what it missed while its connection was gone, or what it asks for. */
function linesBefore(
  feed: LogFeed,
  { query, headers }: LocalRequest,
  { epoch, now }: { readonly epoch: string; readonly now: () => Date },
): readonly LogLine[] {
  const since = query.get('since');
  const sinceMs = since === null ? undefined : momentOf(since, now);
  const [lastEpoch, lastId] = (headers['last-event-id'] ?? '').split('-');
  if (lastId !== undefined) return feed.recent(lastEpoch === epoch ? Number(lastId) : 0);
  if (sinceMs === undefined) return [];
  return feed.recent().filter(({ timestamp }) => timestamp >= sinceMs);
}

/** @throws UserError USAGE */
function momentOf(since: string, now: () => Date): number {
  if (/^\d{1,9}$/.test(since)) return now().getTime() - Number(since) * 1000;
  const moment = /^\d{4}-\d\d-\d\d/.test(since) ? Date.parse(since) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new UserError('USAGE', `since=${since} is neither a moment nor a number of seconds`, {
    hint: 'since=2026-11-29T12:00:00Z, or since=60 for the last minute',
  });
}

function tooMany(): WholeAnswer {
  const message = `${mostReaders} readers follow the logs already`;
  const headers = { 'content-type': 'application/json' };
  return new WholeAnswer({ status: 503, headers, body: `${JSON.stringify({ message })}\n` });
}

type Take = ReturnType<typeof openLineQueue>['take'];

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
async function* renderEvents(take: Take, epoch: string): AsyncGenerator<Uint8Array> {
  // Something must be written for the reader to learn that it is connected.
  yield Buffer.from('retry: 1000\n\n');
  for (let taken = await take(); taken !== undefined; taken = await take()) {
    const events = taken.lines.map(
      (line) => `id: ${epoch}-${line.id}\ndata: ${JSON.stringify(showLine(line))}\n\n`,
    );
    const { lost } = taken;
    if (lost > 0) events.push(`event: gap\ndata: ${JSON.stringify({ lost })}\n\n`);
    yield Buffer.from(events.join(''));
  }
}
