#!/usr/bin/env node
// JavaScript, and nothing else in it: to strip its types Node would load a compiler before there is a
// cache that spares it, at each start.
import { enableCompileCache } from 'node:module';

async function isBuiltByServer() {
  const [command, ...options] = process.argv.slice(2);
  const address = process.env.LAMBDA_BUILD_SERVER;
  if (address === undefined || command !== 'build') return false;
  if (!options.every((option) => option === '--json')) return false;
  const { askBuildServer } = await import('./build-server/ask-build-server.mjs');
  return askBuildServer(address, ['lambda', command, ...options].join(' '));
}

if (!(await isBuiltByServer())) {
  enableCompileCache();
  await import('./main.ts');
}
