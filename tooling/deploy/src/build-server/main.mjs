// The build server's process; see start-build-server.ts. JavaScript for the reason that ../main.mjs gives.
import { enableCompileCache } from 'node:module';

enableCompileCache();
// The environment becomes that of the tasks.
const { LAMBDA_BUILD_TOKEN: token = '' } = process.env;
const { listenForTasks } = await import('./listen-for-tasks.ts');

// It listens while it loads: turbo need not be kept waiting.
const loading = import('./build-request.ts');
const port = await listenForTasks({
  token,
  build: async (request) => (await loading).buildRequest(request, () => new Date()),
});
process.stdout.write(`${port}\n`);

// Who started it decides when it ends, also where a terminal asks all of its processes.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
// However that one ends, this end of the pipe is told.
process.stdin.on('close', () => process.exit()).resume();
