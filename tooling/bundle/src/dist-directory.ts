import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Below the lambda's directory, and what turbo caches. */
export const artifactFiles = {
  directory: 'dist',
  zip: 'function.zip',
  manifest: 'manifest.json',
} as const;

/** Beside them when the last build failed. Carries the build's hash: a later build's is another. */
export const failureFile = 'failure.json';

const temporaryName = /\.(?<pid>\d+)\.[0-9a-f-]+\.tmp$/;

/** Makes `dist` where there is none. One that is a link is replaced: its target is not ours. */
export async function makeDist(lambdaDirectory: string): Promise<string> {
  const directory = path.join(lambdaDirectory, artifactFiles.directory);
  const stats = await lstat(directory).catch(() => undefined);
  if (stats !== undefined && !stats.isDirectory()) await rm(directory);
  await mkdir(directory, { recursive: true });
  return directory;
}

/**
 * Replaces files of a directory in the order given. Each appears whole or not at all, and all of them
 * are there under temporary names (`listPending`) before the first one is replaced. Of several that do so
 * at once, all files of one stay.
 */
export async function replaceFiles(
  directory: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (;;) {
    const prepared = await Promise.all(
      Object.entries(files).map(([name, contents]) =>
        prepareFile(path.join(directory, name), contents),
      ),
    );
    for (const { temporary, target } of prepared) await rename(temporary, target);
    const areOurs = await Promise.all(
      prepared.map(async ({ target, inode }) => inode === (await inodeOf(target))),
    );
    // Another may have replaced some of them in between: whoever sees a mixture writes once more.
    if (areOurs.every(Boolean) || !areOurs.some(Boolean)) return;
  }
}

async function prepareFile(target: string, contents: string | Uint8Array) {
  const temporary = `${target}.${process.pid}.${randomUUID()}.tmp`;
  await writeFile(temporary, contents);
  const stats = await lstat(target).catch(() => undefined);
  if (stats?.isDirectory()) await rm(target, { recursive: true });
  return { temporary, target, inode: await inodeOf(temporary) };
}

const inodeOf = async (file: string): Promise<bigint | undefined> =>
  (await lstat(file, { bigint: true }).catch(() => undefined))?.ino;

/** Whole or half-written files that are to take the place of one: its next contents are among them. */
export async function listPending(directory: string, name: string): Promise<readonly string[]> {
  const names = await readdir(directory);
  return names.filter((one) => one.startsWith(`${name}.`) && temporaryName.test(one));
}

/** Removes everything else from a directory, but for what another process is writing there. */
export async function keepOnly(directory: string, kept: readonly string[]): Promise<void> {
  const names = await readdir(directory);
  const others = names.filter((name) => !kept.includes(name) && !isBeingWritten(name));
  await Promise.all(
    others.map((name) => rm(path.join(directory, name), { recursive: true, force: true })),
  );
}

function isBeingWritten(name: string): boolean {
  const pid = Number(temporaryName.exec(name)?.groups?.pid);
  return Number.isInteger(pid) && isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and is not ours.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
