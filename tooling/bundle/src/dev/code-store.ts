import { createHash } from 'node:crypto';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DevCode } from './dev-lambda.ts';
import type { MadeCode } from './read-outputs.ts';
import { devLayout } from './dev-options.ts';

/** Files that stand beside a lambda's code. */
export interface BesideCode {
  readonly files: readonly { readonly path: string; readonly contents: Uint8Array }[];
  /** An installed `node_modules`, absolute. */
  readonly modules?: string | undefined;
}

/**
 * Keeps what was made: in memory, and on the disk once somebody runs it. A save may reach a hundred
 * functions, of which few are called before the next one. Where much stands beside the code, all of it is
 * on the disk at once.
 */
export interface CodeStore {
  /** @throws Error when what is large cannot be written */
  keep(made: MadeCode, beside: BesideCode): Promise<DevCode>;
  /** Forgets code that nobody runs any more, and the shared files that no other has. */
  release(code: DevCode): Promise<void>;
}

/** Of the files beside a lambda's code: what a hundred lambdas may hold of them in memory is a hundred times that. */
const heldBytes = 1024 * 1024;

/** What tells one code of a lambda from another. */
export function digestOfCode({ code }: MadeCode, beside: BesideCode): string {
  // The names of shared files are hashes of what is in them.
  const hash = createHash('sha256')
    .update(code.contents)
    .update(beside.modules ?? '');
  for (const file of beside.files) hash.update(`${file.path}\0`).update(file.contents);
  return hash.digest('base64url');
}

interface KeptCode {
  readonly target: string;
  /** Names of shared files. */
  readonly chunks: readonly string[];
  /** What is not written yet. */
  own: BesideCode | undefined;
  writing?: Promise<string> | undefined;
}

/** @param directory - absolute: `.local/dev` */
export function openCodeStore(directory: string): CodeStore {
  let builds = 0;
  const kept = new Map<DevCode, KeptCode>();
  const shared = openSharedFiles(directory);

  const write = async (one: KeptCode): Promise<string> => {
    const { target, chunks, own } = one;
    if (own === undefined) return target;
    await mkdir(target, { recursive: true });
    const writing = own.files.map(async (file) => {
      const place = path.join(target, file.path);
      if (file.path.includes('/')) await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, file.contents);
    });
    await all([...writing, ...chunks.map((name) => shared.write(name))]);
    if (own.modules !== undefined) {
      const link = path.join(target, 'node_modules');
      // There already where an attempt before has failed after it.
      await rm(link, { force: true });
      await symlink(own.modules, link);
    }
    one.own = undefined;
    return target;
  };

  const release = async (code: DevCode): Promise<void> => {
    const one = kept.get(code);
    if (one === undefined) return;
    kept.delete(code);
    // What is being written would come back.
    await one.writing?.catch(() => undefined);
    await all([
      rm(one.target, { recursive: true, force: true }),
      ...one.chunks.map((chunk) => shared.leave(chunk)),
    ]);
  };

  return {
    async keep({ name, code, chunks }, beside) {
      builds += 1;
      const target = path.join(directory, name, String(builds));
      const entry = { path: path.basename(code.path), contents: code.contents };
      const own = { ...beside, files: [entry, ...beside.files] };
      const one: KeptCode = { target, chunks: [...chunks.keys()], own };
      for (const [chunk, file] of chunks) shared.take(chunk, file.contents);
      const made: DevCode = () => {
        one.writing ??= write(one).catch((error: unknown) => {
          one.writing = undefined;
          throw error;
        });
        return one.writing;
      };
      kept.set(made, one);
      if (bytesOf(beside) <= heldBytes) return made;
      try {
        await made();
      } catch (error) {
        await release(made).catch(() => undefined);
        throw error;
      }
      return made;
    },
    release,
  };
}

const bytesOf = ({ files }: BesideCode) =>
  files.reduce((total, { contents }) => total + contents.length, 0);

/** Waits for all of them also when one fails: nothing goes on behind whoever is told of that. */
async function all(promises: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(promises);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

interface SharedFile {
  /** Absent once it is written. */
  contents: Uint8Array | undefined;
  users: number;
  writing?: Promise<void> | undefined;
}

/** Files that several lambdas have, by their names, which say what is in them. */
function openSharedFiles(directory: string) {
  const files = new Map<string, SharedFile>();
  /** On their way out: whoever needs one again waits for that. */
  const leaving = new Map<string, Promise<void>>();

  const writeFileOf = async (name: string, file: SharedFile): Promise<void> => {
    const place = path.join(directory, name);
    const temporary = `${place}.tmp`;
    try {
      await leaving.get(name);
      await mkdir(path.dirname(place), { recursive: true });
      // Somebody may run it already, who must not see half of it.
      await writeFile(temporary, file.contents ?? '');
      await rename(temporary, place);
      file.contents = undefined;
    } catch (error) {
      file.writing = undefined;
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  };

  return {
    take(name: string, contents: Uint8Array): void {
      const file = files.get(name) ?? { contents, users: 0 };
      file.users += 1;
      files.set(name, file);
    },
    write(name: string): Promise<void> {
      const file = files.get(name);
      if (file === undefined) return Promise.reject(new Error(`nobody has taken ${name}`));
      file.writing ??= writeFileOf(name, file);
      return file.writing;
    },
    /** Removes it when that was its last user. */
    async leave(name: string): Promise<void> {
      const file = files.get(name);
      if (file === undefined) return;
      file.users -= 1;
      if (file.users > 0) return;
      files.delete(name);
      if (file.writing === undefined) return;
      const removing = file.writing
        .then(() => rm(path.join(directory, name), { force: true }))
        .catch(() => undefined)
        .finally(() => {
          if (leaving.get(name) === removing) leaving.delete(name);
        });
      leaving.set(name, removing);
      await removing;
    },
  };
}

/** Removes what an earlier process has left. */
export const clearCode = (workspaceRoot: string): Promise<void> =>
  rm(path.join(workspaceRoot, devLayout.directory), { recursive: true, force: true });
