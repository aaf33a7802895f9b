import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** An address that stays, while who answers there ends and begins again. */
export interface Relay extends AsyncDisposable {
  readonly url: string;
  /** Who answers from now on; with undefined nobody, and whoever connects is cut off. */
  leadTo(url: string | undefined): void;
}

/** Holds its port all the time: one that nobody listens at is given to the next who asks for any. */
export async function openRelay(): Promise<Relay> {
  const sockets = new Set<Socket>();
  let target: string | undefined;
  const server = createServer((incoming) => {
    if (target === undefined) {
      incoming.destroy();
      return;
    }
    const { hostname, port } = new URL(target);
    const outgoing = connect(Number(port), hostname);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    // Either side may go away at any time: the other one is cut off then.
    pipeline(incoming, outgoing, incoming, () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      target = url;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
