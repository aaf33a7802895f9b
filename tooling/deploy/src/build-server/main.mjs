// The build server's process; see start-build-server.ts. JavaScript for the reason that ../main.mjs gives.
import { enableCompileCache } from 'node:module';
import { createServer } from 'node:net';

enableCompileCache();
const loading = import('./answer-request.ts');
// The environment becomes that of the tasks.
const { LAMBDA_BUILD_TOKEN: token = '' } = process.env;

// It listens while it loads: turbo need not be kept waiting.
const server = createServer((socket) => {
  // Whoever asked and went away is told nothing.
  socket.on('error', () => undefined);
  void loading.then(({ answerRequest }) =>
    answerRequest(socket, { token, date: () => new Date() }),
  );
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));

// Who started it decides when it ends, also where a terminal asks all of its processes.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
// However that one ends, this end of the pipe is told.
process.stdin.on('close', () => process.exit()).resume();
