import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { BuildAnswer, BuildRequest, Fault } from '../test/build-in-child.ts';
import { commitSources } from '../test/repository.ts';
import { makeDirectory } from '../test/workspace.ts';

const run = promisify(execFile);
const child = fileURLToPath(new URL('../test/build-in-child.ts', import.meta.url));

interface Variation {
  readonly directory?: string;
  readonly umask?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly peers?: string;
  readonly reversed?: boolean;
  readonly clone?: boolean;
  /** The home directory is another one. */
  readonly moved?: boolean;
}

const variations = {
  'another directory': { directory: 'a much/deeper place/ünicode' },
  'a tight umask': { umask: '077' },
  'no umask': { umask: '000' },
  'a time zone in the east': { environment: { TZ: 'Pacific/Kiritimati' } },
  'a time zone in the west': { environment: { TZ: 'America/St_Johns' } },
  'files created in another order, at another time, with other modes': { reversed: true },
  'other peers': { peers: 'typescript@7.0.2_abcdef0123456789' },
  'another environment': {
    moved: true,
    environment: {
      USER: 'somebody',
      LC_ALL: 'tr_TR.UTF-8',
      NODE_PATH: '/nowhere/node_modules',
      NODE_ENV: 'production',
    },
  },
  'a shallow clone': { clone: true },
} satisfies Record<string, Variation>;

/** Writes a repository and builds its lambda, all in a process of its own. */
async function buildOn(variation: Variation): Promise<BuildAnswer> {
  const { directory = 'here', umask = '022', peers = 'zod@4.0.0', reversed = false } = variation;
  const temporary = await makeDirectory();
  const root = path.join(temporary, directory);
  if (variation.clone) await cloneShallow(path.join(temporary, 'origin'), root);
  else await mkdir(root, { recursive: true });
  const request: BuildRequest = { root, peers, reversed, commit: !variation.clone };
  const { stdout } = await run(
    'sh',
    [
      '-c',
      'umask "$1"; shift; exec "$@"',
      'sh',
      umask,
      process.execPath,
      child,
      JSON.stringify(request),
    ],
    {
      cwd: temporary,
      env: {
        PATH: process.env.PATH,
        HOME: path.join(temporary, variation.moved ? 'nowhere' : 'home'),
        TZ: 'UTC',
        ...variation.environment,
      },
    },
  );
  return JSON.parse(stdout) as BuildAnswer;
}

async function cloneShallow(origin: string, root: string): Promise<void> {
  await mkdir(origin);
  commitSources(origin, { peers: '', reversed: false });
  const git = (cwd: string, ...args: string[]) =>
    run('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd });
  await git(origin, 'init', '--quiet');
  for (const message of ['one', 'two']) {
    await git(origin, 'add', '--all');
    await git(origin, 'commit', '--quiet', '--allow-empty', '--message', message);
  }
  await git(origin, 'clone', '--quiet', '--depth', '1', `file://${origin}`, root);
}

const answers = new Map<string, Promise<BuildAnswer>>();

/** Each machine builds once, for all tests. */
function buildOnce(name: string, variation: Variation = {}): Promise<BuildAnswer> {
  const answer = answers.get(name) ?? buildOn(variation);
  answers.set(name, answer);
  return answer;
}

describe('the same sources give the same bytes', () => {
  test.each(Object.entries(variations))('with %s', async (name, variation) => {
    const { zip, manifest } = await buildOnce(name, variation);
    expect({ zip, manifest }).toEqual({
      zip: (await buildOnce('plain')).zip,
      manifest: (await buildOnce('plain')).manifest,
    });
  });

  test('which name nothing of the machine', async () => {
    const { zip, manifest } = await buildOnce('plain');
    const files = Object.values(unzipSync(Buffer.from(zip, 'base64')));
    const texts = [...files.map((bytes) => new TextDecoder().decode(bytes)), manifest];
    for (const text of texts)
      expect(text).not.toMatch(/\.pnpm|zod@4\.0\.0|\/here|bundle-|lambda-externals/);
    expect(JSON.parse(manifest)).toMatchObject({
      inputs: [
        { path: 'lambdas/x/index.ts' },
        { path: 'lambdas/x/late.ts' },
        { path: 'lambdas/x/steps/one.ts' },
        { path: 'lambdas/x/steps/three.ts' },
        { path: 'lambdas/x/steps/two.ts' },
        { path: 'lambdas/x/table.json' },
        { path: 'lambdas/x/templates/deep/run.sh' },
        { path: 'lambdas/x/templates/page.html' },
        { path: 'node_modules/@tiny/native-linux-arm64-gnu@1.2.3/native.node' },
        { path: 'node_modules/@tiny/native-linux-arm64-gnu@1.2.3/package.json' },
        { path: 'node_modules/@tiny/native@1.2.3/LICENSE' },
        { path: 'node_modules/@tiny/native@1.2.3/cli.js' },
        { path: 'node_modules/@tiny/native@1.2.3/index.js' },
        { path: 'node_modules/@tiny/native@1.2.3/package.json' },
        { path: 'node_modules/tiny-helper@2.0.0/index.js' },
        { path: 'node_modules/tiny-helper@2.0.0/package.json' },
        { path: 'node_modules/tiny@1.2.3/deep.js' },
        { path: 'node_modules/tiny@1.2.3/index.js' },
        { path: 'packages/model/data/words.txt' },
        { path: 'packages/model/src/index.ts' },
      ],
    });
  });
});

/** Each mistake, and the variation that must give it away. */
const mistakes: readonly [Fault, keyof typeof variations][] = [
  ['paths', 'another directory'],
  ['peers', 'other peers'],
  ['modified', 'files created in another order, at another time, with other modes'],
  ['order', 'files created in another order, at another time, with other modes'],
  ['zone', 'a time zone in the east'],
  ['mode', 'a tight umask'],
  ['executable', 'files created in another order, at another time, with other modes'],
];

describe('a mistake is caught', () => {
  test.each(mistakes)('%s, by %s', async (fault, name) => {
    const plain = await buildOnce('plain');
    const again = await buildOnce('plain again');
    const other = await buildOnce(name, variations[name]);
    expect(other.spoiled[fault]).not.toBe(plain.spoiled[fault]);
    // It is the variation that shows it, and not chance; each build has a directory of its own, though.
    expect(again.spoiled[fault] === plain.spoiled[fault]).toBe(fault !== 'paths');
  });
});
