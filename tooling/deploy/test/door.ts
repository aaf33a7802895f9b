import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * An address that stays while the server behind it ends and begins anew: a port that a server gives back may
 * be another one's a moment later.
 */
export interface Door extends AsyncDisposable {
  readonly url: string;
  /** Whoever comes from now on is led to that server. */
  lead(url: string): void;
  /** Whoever comes from now on is sent away. */
  shut(): void;
}

/** @param url - of the server that it leads to at first */
export async function openDoor(url: string): Promise<Door> {
  let target: string | undefined = url;
  const visitors = new Set<Socket>();
  const server = createServer((incoming) => {
    if (target === undefined) {
      incoming.destroy();
      return;
    }
    visitors.add(incoming);
    incoming.once('close', () => visitors.delete(incoming));
    const { hostname, port } = new URL(target);
    const outgoing = connect(Number(port), hostname);
    // Each side ends with the other, however that ended.
    pipeline(incoming, outgoing, incoming, () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead(to) {
      target = to;
    },
    shut() {
      target = undefined;
    },
    async [Symbol.asyncDispose]() {
      for (const visitor of visitors) visitor.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
