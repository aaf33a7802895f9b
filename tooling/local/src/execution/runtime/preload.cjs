'use strict';
/**
 * Loaded with `--require` into every execution environment, before AWS's runtime client.
 *
 * The client takes a compiled addon, `rapid-client.node`, for the three calls that it makes to the
 * Runtime API: next, done and error. This file answers that one `require` with the same three
 * functions over a socket, so that nothing has to be compiled.
 *
 * It is plain JavaScript because type stripping would cost each cold start some 20 ms.
 */
const diagnostics = require('node:diagnostics_channel');
const Module = require('node:module');
const net = require('node:net');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');

const authority = process.env.AWS_LAMBDA_RUNTIME_API;
const compileCacheDirectory = process.env._LOCAL_COMPILE_CACHE;
delete process.env._LOCAL_COMPILE_CACHE;
const layerModules = process.env._LOCAL_LAYER_MODULES?.split(':') ?? [];
delete process.env._LOCAL_LAYER_MODULES;
const token = process.env._LOCAL_RUNTIME_TOKEN;
delete process.env._LOCAL_RUNTIME_TOKEN;
if (compileCacheDirectory !== undefined) Module.enableCompileCache(compileCacheDirectory);

const [host, port] = authority.split(':');
const socket = net.connect({ host, port: Number(port), noDelay: true });
// The socket alone must not keep the event loop alive: the client decides by an empty loop that a
// callback handler is done, and a handler whose promise never settles ends the process, as on AWS.
socket.unref();
socket.on('error', () => {});
// Whoever serves the Runtime API is gone, and with it every reason to live.
socket.on('close', () => process.kill(process.pid, 'SIGKILL'));

const waiting = [];
let chunks = [];
let receivedBytes = 0;
let neededBytes = 0;
socket.on('data', (chunk) => {
  chunks.push(chunk);
  receivedBytes += chunk.length;
  while (receivedBytes > 0 && receivedBytes >= neededBytes) {
    const answer = takeAnswer();
    if (answer === undefined) return;
    waiting.shift()(answer);
  }
});

/** The next complete answer among the received bytes. The server always sends Content-Length. */
function takeAnswer() {
  const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  chunks = [bytes];
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const headers = {};
  // Header values are UTF-8 on AWS: a client context may hold any text.
  for (const line of bytes.toString('utf8', 0, headEnd).split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const end = headEnd + 4 + Number(headers['content-length']);
  neededBytes = end;
  if (bytes.length < end) return undefined;
  neededBytes = 0;
  chunks = bytes.length === end ? [] : [bytes.subarray(end)];
  receivedBytes = bytes.length - end;
  return { headers, body: bytes.toString('utf8', headEnd + 4, end) };
}

function send(method, path, body, extraHeaders = '') {
  const answered = new Promise((resolve) => waiting.push(resolve));
  const head =
    `${method} /2018-06-01/runtime/${path} HTTP/1.1\r\nHost: ${authority}\r\n${extraHeaders}` +
    `Local-Runtime-Token: ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const message = Buffer.concat([Buffer.from(head), body]);
  // The addon's calls block until they are sent, and the client may exit right after one. A small
  // write reaches the kernel at once; a large one does only while the socket blocks.
  const blocking = message.length > 32_768;
  if (blocking) socket._handle?.setBlocking(true);
  socket.write(message);
  if (blocking) socket._handle?.setBlocking(false);
  return answered;
}

// Init errors and streams the client sends by itself.
diagnostics.subscribe('http.client.request.created', ({ request }) => {
  if (request.getHeader('host') === authority) request.setHeader('Local-Runtime-Token', token);
});

const nothing = Buffer.alloc(0);
let posted = Promise.resolve();
let isFirstNext = true;

const nativeClient = {
  async next() {
    socket.ref();
    await posted;
    const memory = `Local-Resident-Bytes: ${process.memoryUsage.rss()}\r\n`;
    const answered = send('GET', 'invocation/next', nothing, memory);
    if (isFirstNext) {
      isFirstNext = false;
      // Environments end by a signal, which writes no cache.
      Module.flushCompileCache();
    }
    const { headers, body } = await answered;
    socket.unref();
    return { bodyJson: body, headers };
  },
  done(requestId, response) {
    posted = send('POST', `invocation/${requestId}/response`, Buffer.from(response));
  },
  /** The third argument is for X-Ray, which has no counterpart here. */
  error(requestId, response) {
    posted = send('POST', `invocation/${requestId}/error`, Buffer.from(response));
  },
};

// Node writes to a pipe without waiting. What a function has written when it answers must have been
// written for good, and a flood must wait for its reader rather than grow in memory.
for (const name of ['stdout', 'stderr']) {
  const { get } = Object.getOwnPropertyDescriptor(process, name);
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      const stream = get.call(process);
      stream._handle?.setBlocking(true);
      Object.defineProperty(process, name, { configurable: true, enumerable: true, get });
      return stream;
    },
  });
}

// The client imports the function by its path, which is a URL to an import: a few characters that a
// directory may have mean something else there.
const isOddPath = /[#%?]/.test(process.env.LAMBDA_TASK_ROOT);

// Node itself looks into NODE_PATH for `require` alone. On AWS an `import` finds modules there, too:
// https://aws.amazon.com/blogs/compute/node-js-18-x-runtime-now-available-in-aws-lambda/
function importFromLayers(specifier, context, nextResolve) {
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || /^[./#]/.test(specifier)) throw error;
    for (const directory of layerModules) {
      try {
        const parentURL = pathToFileURL(join(dirname(directory), 'import.mjs')).href;
        return nextResolve(specifier, { ...context, parentURL });
      } catch {
        // In the next one, or nowhere.
      }
    }
    throw error;
  }
}
if (layerModules.length > 0) {
  Module.registerHooks({
    resolve: (specifier, context, nextResolve) =>
      context.conditions.includes('import')
        ? importFromLayers(specifier, context, nextResolve)
        : nextResolve(specifier, context),
  });
}

module.exports = nativeClient;
const hooks = Module.registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === './rapid-client.node') {
      if (!isOddPath) hooks.deregister();
      return { url: pathToFileURL(__filename).href, format: 'commonjs', shortCircuit: true };
    }
    const isImportOfPath = specifier.startsWith('/') && context.conditions.includes('import');
    return nextResolve(
      isOddPath && isImportOfPath ? pathToFileURL(specifier).href : specifier,
      context,
    );
  },
});
