import { createHash } from 'node:crypto';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MadeCode } from './read-outputs.ts';
import { devLayout } from './dev-options.ts';

/** Files that stand beside a lambda's code. */
export interface BesideCode {
  readonly files: readonly { readonly path: string; readonly contents: Uint8Array }[];
  /** An installed `node_modules`, absolute. */
  readonly modules?: string | undefined;
}

/** Keeps what was made on the disk for as long as somebody runs it. */
export interface CodeStore {
  /** Writes the code of a lambda into a new directory, which is there when it is whole. */
  write(made: MadeCode, beside: BesideCode): Promise<string>;
  /** Removes a directory that nobody runs any more, and the shared files that no other has. */
  remove(directory: string): Promise<void>;
}

/** What tells one code of a lambda from another. */
export function digestOfCode({ code, map }: MadeCode, beside: BesideCode): string {
  // The names of shared files are hashes of what is in them.
  const hash = createHash('sha256').update(code.contents);
  hash.update(map?.contents ?? '').update(beside.modules ?? '');
  for (const file of beside.files) hash.update(`${file.path}\0`).update(file.contents);
  return hash.digest('base64url');
}

/** @param directory - absolute: `.local/dev` */
export function openCodeStore(directory: string): CodeStore {
  let builds = 0;
  /** Which shared files each directory needs. */
  const needed = new Map<string, readonly string[]>();
  const written = new Map<string, Promise<void>>();

  const writeChunk = async (name: string, contents: Uint8Array) => {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    // Somebody may run it already, who must not see half of it.
    await writeFile(`${file}.tmp`, contents);
    await rename(`${file}.tmp`, file);
  };

  return {
    async write({ name, code, map, chunks }, { files, modules }) {
      builds += 1;
      // Nobody knows of it before it is whole.
      const target = path.join(directory, name, String(builds));
      needed.set(target, [...chunks.keys()]);
      await mkdir(target, { recursive: true });
      const all = [
        { path: path.basename(code.path), contents: code.contents },
        ...(map === undefined ? [] : [{ path: path.basename(map.path), contents: map.contents }]),
        ...files,
      ];
      const shared = [...chunks].map(([chunk, file]) => {
        const writing = written.get(chunk) ?? writeChunk(chunk, file.contents);
        written.set(chunk, writing);
        return writing;
      });
      await Promise.all(shared);
      await Promise.all(
        all.map(async (file) => {
          const place = path.join(target, file.path);
          if (file.path.includes('/')) await mkdir(path.dirname(place), { recursive: true });
          await writeFile(place, file.contents);
        }),
      );
      if (modules !== undefined) await symlink(modules, path.join(target, 'node_modules'));
      return target;
    },
    async remove(target) {
      const left = needed.get(target) ?? [];
      needed.delete(target);
      const kept = new Set([...needed.values()].flat());
      const unused = left.filter((chunk) => !kept.has(chunk));
      for (const chunk of unused) written.delete(chunk);
      await Promise.all(
        [target, ...unused.map((chunk) => path.join(directory, chunk))].map((one) =>
          rm(one, { recursive: true, force: true }),
        ),
      );
    },
  };
}

/** Removes what an earlier process has left. */
export const clearCode = (workspaceRoot: string): Promise<void> =>
  rm(path.join(workspaceRoot, devLayout.directory), { recursive: true, force: true });
