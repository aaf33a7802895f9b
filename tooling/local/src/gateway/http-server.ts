import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { UserError } from '@tooling/core';
import type { Gateway } from './create-gateway.ts';

/** A port of 127.0.0.1 that is ours. */
export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Hands requests over from now on. */
  serve(gateway: Gateway): void;
  /** Takes no more requests, finishes those that were received whole, and drops the others. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, and nowhere else.
 *
 * @param port - 0 for any free one.
 * @throws UserError PORT_IN_USE
 */
export async function listenLocally(port: number): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: keepAliveMs });
  await listen(server, port);
  server.on('clientError', refuseUnreadable);
  const address = server.address() as AddressInfo;
  const active = new Map<IncomingMessage, Promise<void>>();
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    serve(gateway) {
      server.on('request', (message, response) => {
        const answered = answer(gateway, message, response).finally(() => active.delete(message));
        active.set(message, answered);
      });
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const message of active.keys()) if (!message.complete) message.destroy();
      await Promise.all(active.values());
      // Idle ones are left: a server that closes would wait for their clients.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Longer than a client keeps an idle connection, so that none is closed under its next request. */
const keepAliveMs = 65_000;

/** Resolves when the answer was handed to the system, or its client is gone. */
async function answer(
  gateway: Gateway,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    response.once('finish', resolve);
    response.once('close', resolve);
  });
  await gateway(message, response);
  await gone;
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  try {
    await promise;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const problem = code === 'EACCES' ? 'may not be used by this user' : 'is taken';
    throw new UserError('PORT_IN_USE', `port ${port} of 127.0.0.1 ${problem}`, { cause: error });
  } finally {
    server.off('error', reject);
  }
}

/** What cannot even be read as HTTP gets a plain answer; Node would close most of it silently. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = unreadable[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

const unreadable: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
