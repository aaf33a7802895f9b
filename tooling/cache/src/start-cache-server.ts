import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface CacheServerOptions {
  /** Whoever has it reads, and writes unless the server only reads. */
  readonly token: string;
  /**
   * The server has no use for a key. Without this variable it keeps no signatures, and every client
   * that wants some finds nothing in it.
   */
  readonly keepsSignatures?: boolean | undefined;
  readonly isReadOnly?: boolean | undefined;
  /** Where artifacts are kept; else in a directory of its own, which is removed at the end. */
  readonly directory?: string | undefined;
}

/** A remote cache as others host it, on this machine alone. */
export interface CacheServer {
  readonly url: string;
  /** `TEAM/HASH` is an artifact, `TEAM/HASH.tag` its signature. */
  readonly directory: string;
  /** All that it has written to its log. */
  readLog(): string;
  [Symbol.asyncDispose](): Promise<void>;
}

const program = () =>
  join(
    createRequire(import.meta.url).resolve('turborepo-remote-cache/package.json'),
    '..',
    'dist',
    'cli.js',
  );

/** Starts npm's turborepo-remote-cache on 127.0.0.1, at a port that is free. */
export async function startCacheServer({
  token,
  keepsSignatures = true,
  isReadOnly = false,
  directory,
}: CacheServerOptions): Promise<CacheServer> {
  const store = directory ?? (await mkdtemp(join(tmpdir(), 'cache-')));
  const child = spawn(process.execPath, [program()], {
    cwd: store,
    // Nothing of the caller's: it may have a remote cache of its own.
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      TURBO_TOKEN: token,
      STORAGE_PROVIDER: 'local',
      STORAGE_PATH: store,
      STORAGE_PATH_USE_TMP_FOLDER: 'false',
      READ_ONLY: String(isReadOnly),
      ...(keepsSignatures && { TURBO_REMOTE_CACHE_SIGNATURE_KEY: 'any' }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const log: string[] = [];
  const { promise: listening, resolve, reject } = Promise.withResolvers<string>();
  const onLine = (line: string) => {
    log.push(line);
    const url = /Server listening at (?<url>http:[^"]+)/.exec(line)?.groups?.url;
    if (url !== undefined) resolve(url);
  };
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', onLine);
  const readLog = () => log.join('\n');
  exited.then(
    () => {
      reject(new Error(`the cache server ended: ${readLog()}`));
    },
    (error: unknown) => {
      reject(new Error('the cache server does not start', { cause: error }));
    },
  );
  const end = async () => {
    child.kill('SIGTERM');
    await exited.catch(() => undefined);
    if (directory === undefined) await rm(store, { recursive: true, force: true });
  };
  try {
    return { url: await listening, directory: store, readLog, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}
