// `pnpm turbo` at the root: a script of package.json. JavaScript for the reason that ../main.mjs gives.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { turboWithServer } = await import('./turbo-with-server.ts');
const { code, signal } = await turboWithServer(process.argv.slice(2), {
  // Loaded with the first lambda that no cache spares.
  build: async (request) => {
    const { buildRequest } = await import('./build-request.ts');
    return buildRequest(request, () => new Date());
  },
});
if (signal !== null) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
process.exit(code ?? 1);
