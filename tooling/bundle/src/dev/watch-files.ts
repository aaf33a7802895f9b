import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface WatchOptions {
  /** Absolute. */
  readonly root: string;
  /** From the root: watched with everything below. One that is not there is watched once it is. */
  readonly directories: readonly string[];
  /** Files in the root itself. */
  readonly files: readonly string[];
  /**
   * Told of files and directories that came, changed or went, from the root, once it is quiet again: a
   * branch switch is one change, or a few on a slow disk.
   */
  readonly onChange: (change: FileChange) => void;
}

export interface FileChange {
  readonly paths: ReadonlySet<string>;
  /** When the first of them was seen, as performance.now() has it. */
  readonly firstAt: number;
}

export interface FileWatcher {
  /** What has changed, and is not told yet. */
  noted(): ReadonlySet<string>;
  close(): void;
}

/** What installations, builds and tools make, and editors for a moment. */
const unwatched = /^(?:node_modules|dist|coverage|\.turbo|\.git|.*~|\.#.*|.*\.sw[a-z]|4913)$/;

/** How long nothing more must have changed. */
const quietMs = 10;

/** Where a tool is at work, which pauses now and then: with more files, or sooner, than somebody saves. */
const quietOfToolMs = 100;
const manyFiles = 20;
const soonMs = 200;

/** However long it goes on: somebody waits for it. */
const mostWaitMs = 1000;

/**
 * Watches directories, each by itself: what lies in `node_modules` and `dist` costs nothing, and
 * directories that come later are watched as they come.
 *
 * @returns when everything is watched
 */
export async function watchFiles(options: WatchOptions): Promise<FileWatcher> {
  const { root, onChange } = options;
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let firstAt = 0;
  let dueAt = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  const tell = () => {
    const paths = changed;
    changed = new Set();
    timer = undefined;
    toldAt = performance.now();
    if (!isClosed) onChange({ paths, firstAt });
  };

  const note = (file: string) => {
    const now = performance.now();
    if (changed.size === 0) {
      firstAt = now;
      dueAt = 0;
    }
    const isTool = changed.size >= manyFiles || firstAt - toldAt < soonMs;
    // One that is written on and on is no tool, and keeps nobody waiting for that long.
    const quiet = isTool && !changed.has(file) ? quietOfToolMs : quietMs;
    changed.add(file);
    const nextAt = Math.min(Math.max(dueAt, now + quiet), firstAt + mostWaitMs);
    if (nextAt === dueAt) return;
    dueAt = nextAt;
    clearTimeout(timer);
    timer = setTimeout(tell, Math.max(0, dueAt - now));
  };

  const forget = (directory: string) => {
    for (const [one, watcher] of watchers) {
      if (one !== directory && !one.startsWith(`${directory}/`)) continue;
      watcher.close();
      watchers.delete(one);
    }
  };

  /** @param isNew - what is in it already has come, too */
  const follow = async (directory: string, isNew: boolean): Promise<void> => {
    if (isClosed || watchers.has(directory)) return;
    let entries;
    try {
      const watcher = watch(path.join(root, directory), (_event, name) => {
        if (name !== null) void look(directory, name);
      });
      watcher.on('error', () => {
        forget(directory);
      });
      watchers.set(directory, watcher);
      entries = await readdir(path.join(root, directory), { withFileTypes: true });
    } catch {
      // It has gone again, which its parent tells.
      forget(directory);
      return;
    }
    await Promise.all(
      entries.map(async (entry) => {
        if (unwatched.test(entry.name)) return;
        const file = path.posix.join(directory, entry.name);
        if (isNew) note(file);
        if (entry.isDirectory()) await follow(file, isNew);
      }),
    );
  };

  const look = async (directory: string, name: string): Promise<void> => {
    if (isClosed || unwatched.test(name)) return;
    const file = path.posix.join(directory, name);
    if (directory === '.' && !isWatchedInRoot(file)) return;
    note(file);
    if (directory === '.' && !options.directories.includes(file)) return;
    const stats = await stat(path.join(root, file)).catch(() => undefined);
    if (stats?.isDirectory() === true) await follow(file, true);
    else forget(file);
  };

  const isWatchedInRoot = (file: string) =>
    options.files.includes(file) || options.directories.includes(file);

  const rootWatcher = watch(root, (_event, name) => {
    if (name !== null) void look('.', name);
  });
  rootWatcher.on('error', () => {
    rootWatcher.close();
  });
  await Promise.all(options.directories.map((directory) => follow(directory, false)));
  return {
    noted: () => changed,
    close() {
      isClosed = true;
      clearTimeout(timer);
      rootWatcher.close();
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
