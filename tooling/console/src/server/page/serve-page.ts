import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { ConsoleAnswer } from '../answers.ts';

/** A page's files, by their path below its directory. */
export type KeptPage = ReadonlyMap<string, Uint8Array>;

/** All of a page as it is now: what writes it anew takes files away, and writes them one by one. */
export async function keepPage(directory: string): Promise<KeptPage> {
  const files = [...(await listFiles(directory))].map(async ([name, file]) => {
    const body = await readFile(file).catch(() => undefined);
    return body === undefined ? [] : [[name, body] as const];
  });
  return new Map((await Promise.all(files)).flat());
}

/**
 * A file of the built page.
 *
 * Only what a listing of the directory has is served: no part of a request becomes part of a path.
 *
 * @param path - below `/_console/`, percent-encoded as it came; empty for the page itself
 * @param kept - the page as it is to be served, where the directory is just being written
 * @returns undefined where there is no such file
 */
export async function serveFile(
  directory: string,
  path: string,
  kept?: KeptPage,
): Promise<ConsoleAnswer | undefined> {
  const name = path === '' ? 'index.html' : decoded(path);
  const body = kept === undefined ? await readListed(directory, name) : kept.get(name);
  if (body === undefined) return undefined;
  return {
    status: 200,
    headers: {
      'content-type': contentTypes[extname(name).toLowerCase()] ?? 'application/octet-stream',
      'cache-control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    body,
  };
}

/** Vite puts what has a hash in its name into assets/. */
const hashed = /^assets\/.*-[\w-]{8,}\.\w+$/;

async function readListed(directory: string, name: string): Promise<Uint8Array | undefined> {
  const file = (await listFiles(directory)).get(name);
  return file === undefined ? undefined : readFile(file).catch(() => undefined);
}

/** By their path below the directory, with `/`. */
async function listFiles(directory: string): Promise<ReadonlyMap<string, string>> {
  const options = { recursive: true, withFileTypes: true } as const;
  const entries = await readdir(directory, options).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(directory, file).replaceAll(sep, '/'), file];
    }),
  );
}

/** No name at all where it is no percent-encoding. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
