import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { UserError } from '@tooling/core';

export interface InstallOptions {
  /** Root of the repository whose pnpm is used: the other has none yet. */
  readonly toolsFrom: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Installs what the lockfile names, and nothing else: from pnpm's store as far as that has it, which
 * checks each file against the lockfile's digests. Install scripts run as far as the repository allows
 * them; none of them sees credentials of AWS.
 *
 * @throws UserError INSTALL_FAILED with pnpm's own words
 */
export async function installFrozen(
  root: string,
  { toolsFrom, signal }: InstallOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  const child = spawn('pnpm', args, {
    cwd: root,
    env: environmentOf(toolsFrom),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGTERM',
  });
  const ended = new Promise<number | Error>((resolve) => {
    child.once('error', resolve);
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  const [end, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  signal?.throwIfAborted();
  if (end === 0) return;
  const words = end instanceof Error ? end.message : out + err;
  throw new UserError('INSTALL_FAILED', 'the packages of the commit could not be installed', {
    problems: stripVTControlCharacters(words)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-20),
  });
}

function environmentOf(toolsFrom: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:AWS|ACTIONS_ID_TOKEN)_/.test(name),
  );
  const bin = join(toolsFrom, 'node_modules', '.bin');
  return {
    ...Object.fromEntries(kept),
    PATH: [bin, process.env.PATH].join(delimiter),
    // It asks nobody, and writes the lockfile for nobody.
    CI: 'true',
  };
}
