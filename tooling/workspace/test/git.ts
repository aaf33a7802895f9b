import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

// Whoever runs the tests may have a configuration of their own: hooks, signatures, templates.
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];

/** Runs git for real. @returns what it printed */
export async function git(directory: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', [...identity, ...args], { cwd: directory, env });
  return stdout.trim();
}

/** Commits everything. @returns the commit */
export async function commitAll(directory: string): Promise<string> {
  await git(directory, 'add', '--all');
  await git(directory, 'commit', '--quiet', '--allow-empty', '--message', 'change');
  return git(directory, 'rev-parse', 'HEAD');
}
