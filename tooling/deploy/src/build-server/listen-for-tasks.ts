import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { answerRequest, type AnswerOptions } from './answer-request.ts';

/**
 * Listens for build tasks on a free port of 127.0.0.1, for as long as the process lives.
 *
 * @returns the port
 * @throws Error when no port can be had
 */
export async function listenForTasks(options: AnswerOptions): Promise<number> {
  const server = createServer((socket) => {
    // Whoever asked and went away is told nothing.
    socket.on('error', () => undefined);
    void answerRequest(socket, options);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
