import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { createExecutor, type ExecutorOptions } from './create-executor.ts';
import type { ExecutableFunction, InvocationRequest, LogEvent } from './executor.ts';

export type Files = Readonly<Record<string, string>>;

/** An executor in a temporary directory, and what its log sink was given. */
export async function openTestExecutor(overrides: Partial<ExecutorOptions> = {}) {
  const temporary = await mkdtemp(join(tmpdir(), 'execution-'));
  const zips = new Map<string, Uint8Array>();
  const events: (LogEvent & { readonly logGroup: string; readonly logStream: string })[] = [];
  const executor = createExecutor({
    blobs: {
      read: (digest) => {
        const zip = zips.get(digest);
        return zip === undefined ? Promise.reject(new Error(digest)) : Promise.resolve(zip);
      },
    },
    scratchDirectory: temporary,
    logSink: (logGroup, logStream, batch) => {
      events.push(...batch.map((event) => ({ ...event, logGroup, logStream })));
      return Promise.resolve();
    },
    region: 'eu-central-1',
    endpoint: () => 'http://127.0.0.1:4566',
    now: () => new Date(),
    idleMs: 60_000,
    // A machine that stalls is no reason to load a function twice.
    initTimeoutMs: 60_000,
    ...overrides,
  });

  return {
    executor,
    events,
    /** Makes a function of files, or of the text of its index.js alone. */
    define(code: Files | string, overrides: Partial<ExecutableFunction> = {}): ExecutableFunction {
      const files = typeof code === 'string' ? { 'index.js': code } : code;
      const zip = zipSync(
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => [
            name,
            [strToU8(text), { os: 3, attrs: 0o644 << 16, mtime: new Date('1980-01-01T00:00:00') }],
          ]),
        ),
      );
      const codeSha256Hex = createHash('sha256').update(zip).digest('hex');
      zips.set(codeSha256Hex, zip);
      const name = overrides.functionName ?? `function-${codeSha256Hex.slice(0, 8)}`;
      return {
        functionName: name,
        version: '$LATEST',
        revision: '1',
        codeSha256Hex,
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        memorySizeMb: 256,
        timeoutSeconds: 60,
        environment: {},
        logGroup: `/aws/lambda/${name}`,
        logFormat: 'Text',
        tracingMode: 'PassThrough',
        ...overrides,
      };
    },
    async invoke(
      executable: ExecutableFunction,
      event: unknown = {},
      request: Partial<InvocationRequest> = {},
    ) {
      const result = await executor.invoke({
        function: executable,
        requestId: 'f8400400-dd9e-4025-b644-4c78df3287c7',
        invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${executable.functionName}`,
        payload: strToU8(JSON.stringify(event)),
        ...request,
      });
      const text = Buffer.from(result.payload).toString();
      return { ...result, text, json: () => JSON.parse(text) as Record<string, unknown> };
    },
    async [Symbol.asyncDispose]() {
      await executor.close();
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

/**
 * A server that processes connect to as long as they live: the end of a process is then an event
 * of this one, whoever's child it was.
 */
export async function openWitness() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}).resume();
    server.emit('joined');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    /** A statement that connects the process that runs it, and does not keep it alive. */
    join: `const witness = require('node:net').connect(${String(port)}, '127.0.0.1').unref();`,
    /** Sends a byte to all that are connected. */
    tell() {
      for (const socket of sockets) socket.write('!');
    },
    living: () => sockets.filter((socket) => !socket.closed).length,
    /** Settles when so many processes have connected in all. */
    async joined(count: number) {
      while (sockets.length < count) await once(server, 'joined');
    },
    /** Settles when all that connected have ended. */
    async ended() {
      for (const socket of sockets) {
        // One that was killed before it read what it was told ends with an error: that is an end, too.
        if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
      }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
