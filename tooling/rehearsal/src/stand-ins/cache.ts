import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { NotRehearsed } from '../runner/not-rehearsed.ts';
import type { JobSession } from '../runner/job-session.ts';
import type { StandIn } from './stand-in.ts';

/**
 * actions/cache: restores by key, or by the newest that begins with a restore key, and saves at the end
 * of a job that went well. A run sees the caches of its own ref and of the default branch.
 *
 * @see https://github.com/actions/cache/blob/v6.1.0/action.yml
 * @see https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 */
export const cache: StandIn = {
  inputs: { path: '', key: '', 'restore-keys': '' },
  async run({ inputs, session, log }) {
    const { path = '', key = '' } = inputs;
    if (path.trim().includes('\n')) throw new NotRehearsed('actions/cache with more than one path');
    const target = resolve(session.directories.workspace, path.trim());
    const prefixes = (inputs['restore-keys'] ?? '').split('\n').map((line) => line.trim());
    const found = await find(
      session,
      key,
      prefixes.filter((line) => line !== ''),
    );
    if (found === undefined) log(`Cache not found for input keys: ${key}`);
    else {
      await mkdir(dirname(target), { recursive: true });
      await cp(found.directory, target, { recursive: true });
      log(`Cache restored from key: ${found.key}`);
    }
    if (found?.key !== key) session.posts.push(() => save(session, key, target));
    return { 'cache-hit': String(found?.key === key) };
  },
};

const nameOf = (text: string) => encodeURIComponent(text);
const scopeOf = ({ github }: JobSession, ref: string) =>
  join(github.storage, 'caches', nameOf(ref));

async function find(session: JobSession, key: string, prefixes: readonly string[]) {
  const scopes = [session.event.ref, 'refs/heads/main'].map((ref) => scopeOf(session, ref));
  for (const scope of scopes.filter(existsSync)) {
    const keys = (await readdir(scope)).map((name) => {
      const [, number = '', encoded = ''] = /^(\d+)-(.*)$/.exec(name) ?? [];
      return {
        number: Number(number),
        key: decodeURIComponent(encoded),
        directory: join(scope, name),
      };
    });
    const newest = keys.toSorted((a, b) => b.number - a.number);
    const match =
      newest.find((one) => one.key === key) ??
      prefixes.flatMap((prefix) => newest.filter((one) => one.key.startsWith(prefix)))[0];
    if (match !== undefined) return match;
  }
  return undefined;
}

async function save(session: JobSession, key: string, target: string): Promise<void> {
  if (!existsSync(target) || session.runs.some(({ conclusion }) => conclusion === 'failure'))
    return;
  const scope = scopeOf(session, session.event.ref);
  await mkdir(scope, { recursive: true });
  const names = await readdir(scope);
  if (names.some((name) => name.endsWith(`-${nameOf(key)}`))) return;
  await cp(target, join(scope, `${String(names.length)}-${nameOf(key)}`), { recursive: true });
}
