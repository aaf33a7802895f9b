/** What a debugger is told of a script. */
export interface ParsedScript {
  readonly url: string;
  readonly sourceMapURL: string;
}

/** Where a function stands still. */
export interface Paused {
  readonly callFrames: readonly {
    readonly callFrameId: string;
    readonly location: { readonly lineNumber: number };
  }[];
}

/** Speaks the protocol of Node's inspector, as an editor does. */
export interface Debugger {
  send(method: string, params?: object): Promise<unknown>;
  /** A script that was, or will be, loaded. */
  script(isWanted: (url: string) => boolean): Promise<ParsedScript>;
  /** The next time that it stands still. */
  paused(): Promise<Paused>;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export async function openDebugger(url: string): Promise<Debugger> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => {
      reject(new Error(`nobody answers at ${url}`));
    });
  });
  const answers = new Map<number, PromiseWithResolvers<unknown>>();
  const events: Message[] = [];
  const waiting = new Set<{
    isWanted: (event: Message) => boolean;
    take: (event: Message) => void;
  }>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) {
      const answer = answers.get(message.id);
      if (message.error === undefined) answer?.resolve(message.result);
      else answer?.reject(new Error(message.error.message));
      return;
    }
    events.push(message);
    for (const one of waiting) {
      if (!one.isWanted(message)) continue;
      waiting.delete(one);
      one.take(message);
    }
  });
  const send = (method: string, params: object = {}) => {
    const answer = Promise.withResolvers<unknown>();
    lastId += 1;
    answers.set(lastId, answer);
    socket.send(JSON.stringify({ id: lastId, method, params }));
    return answer.promise;
  };
  const wait = (isWanted: (event: Message) => boolean): Promise<Message> => {
    const found = events.find(isWanted);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((take) => waiting.add({ isWanted, take }));
  };
  await send('Runtime.enable');
  await send('Debugger.enable');
  return {
    send,
    async script(isWanted) {
      const event = await wait(
        ({ method, params }) =>
          method === 'Debugger.scriptParsed' && isWanted((params as ParsedScript).url),
      );
      return event.params as ParsedScript;
    },
    async paused() {
      return (await wait(({ method }) => method === 'Debugger.paused')).params as Paused;
    },
    close() {
      socket.close();
    },
  };
}
