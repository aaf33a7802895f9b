import { chmod } from 'node:fs/promises';

const nobody = 65_534;

/** Runs something as a user whom permissions bind, also where the tests run as root. */
export async function unprivileged<Result>(
  root: string,
  run: () => Promise<Result>,
): Promise<Result> {
  if (process.geteuid?.() !== 0) return run();
  await chmod(root, 0o755);
  process.seteuid?.(nobody);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
