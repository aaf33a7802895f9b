import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * Those of some files that git ignores, as turbo does then. A file that is committed all the same is
 * not ignored. None outside of git, or without it.
 *
 * @param files - from the root of the repository
 */
export async function listIgnored(
  workspaceRoot: string,
  files: readonly string[],
): Promise<readonly string[]> {
  const git = spawn('git', ['check-ignore', '--stdin', '-z'], {
    cwd: workspaceRoot,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const failed = new Promise<string>((resolve) => {
    git.once('error', () => {
      resolve('');
    });
  });
  // It is gone before it has read anything where there is no repository.
  git.stdin.on('error', () => undefined);
  git.stdin.end(files.map((file) => `${file}\0`).join(''));
  const answer = await Promise.race([text(git.stdout), failed]);
  return answer.split('\0').filter((file) => file !== '');
}
