import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

/** An event as a browser's EventSource would tell it. */
export interface ReadEvent {
  readonly type: string;
  readonly id?: string | undefined;
  readonly data: unknown;
}

/** Reads server-sent events. */
export interface EventReader {
  /** The next so many. */
  take(count: number): Promise<readonly ReadEvent[]>;
  /** All up to one, which is included. */
  takeUntil(isLast: (event: ReadEvent) => boolean): Promise<readonly ReadEvent[]>;
  /** All that come until the connection ends. */
  rest(): Promise<readonly ReadEvent[]>;
  /** Takes nothing off the connection. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

/** Resolves when the first bytes have come. */
export async function openReader(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> {
  const request = get(url, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`${url} answers ${response.statusCode}`);
  response.setEncoding('utf8');
  const [greeting] = (await once(response, 'data')) as [string];
  const events: ReadEvent[] = [];
  let text = greeting;
  let hasEnded = false;
  let wake = () => {};
  const parse = () => {
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    events.push(...blocks.filter((block) => block.includes('data: ')).map(parseEvent));
    wake();
  };
  parse();
  response.on('data', (piece: string) => {
    text += piece;
    parse();
  });
  const end = () => {
    hasEnded = true;
    wake();
  };
  response.on('error', end).on('close', end);
  const until = async (isEnough: () => boolean) => {
    while (!isEnough() && !hasEnded) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
  };
  return {
    async take(count) {
      await until(() => events.length >= count);
      return events.splice(0, count);
    },
    async takeUntil(isLast) {
      await until(() => events.some(isLast));
      return events.splice(0, events.findIndex(isLast) + 1);
    },
    async rest() {
      await until(() => false);
      return events.splice(0);
    },
    pause: () => response.pause(),
    resume: () => response.resume(),
    async close() {
      if (response.closed) return;
      const closed = once(response, 'close');
      response.destroy();
      await closed;
    },
  };
}

function parseEvent(block: string): ReadEvent {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  return {
    type: fields.get('event') ?? 'message',
    id: fields.get('id'),
    data: JSON.parse(fields.get('data') ?? 'null') as unknown,
  };
}
