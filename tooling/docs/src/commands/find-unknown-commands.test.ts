import { readFile } from 'node:fs/promises';
import { commands } from '@tooling/deploy';
import { expect, test } from 'vitest';
import { readPage } from '../markdown/read-page.ts';
import { readPages } from '../markdown/read-pages.ts';
import { inRepository, listFiles, repositoryRoot } from '../repository.ts';
import { findUnknownCommands, type KnownCommands } from './find-unknown-commands.ts';

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

async function readScripts(paths: readonly string[]): Promise<KnownCommands['scripts']> {
  const manifests = await Promise.all(
    paths.map(async (path) => JSON.parse(await readFile(inRepository(path), 'utf8')) as Manifest),
  );
  return new Map(
    manifests.map(({ name, scripts = {} }, index) => [
      paths[index] === 'package.json' ? '' : name,
      Object.keys(scripts),
    ]),
  );
}

const isManifest = (path: string) => /^(?:tooling\/[^/]+\/)?package\.json$/.test(path);

test('finds every command and option that a page of this repository names', async () => {
  const files = await listFiles(repositoryRoot);
  const pages = await readPages(
    repositoryRoot,
    files.filter((path) => !path.startsWith('.changeset/')),
  );
  const scripts = await readScripts(files.filter(isManifest));
  expect(scripts.get('@tooling/deploy')).toContain('reference');
  expect(findUnknownCommands(pages, { commands, scripts })).toEqual([]);
});

test('finds commands, options and scripts that are not there, in blocks and in texts', () => {
  const text = [
    'Say `lambda delpoy --json`, `pnpm lambda plan --stag dev` or `lambda help plan`.\n',
    '```sh',
    'pnpm run chekc && DEPLOY_ONLY=a npx --yes pnpm@12 lambda status --stage dev --tail',
    'pnpm --filter @tooling/none run test; pnpm --filter @tooling/a run tset',
    '```\n',
    '```console',
    '$ echo {} | pnpm lambda invoke hello --evnt - > out.json # --none',
    'lambda none',
    '```',
  ];
  const scripts = new Map([
    ['', ['check']],
    ['@tooling/a', ['test']],
  ]);
  const found = findUnknownCommands([readPage('a.md', text.join('\n'))], { commands, scripts });
  expect(found.map((line) => line.replace(/^(\S+) .*: /, '$1 '))).toEqual([
    'a.md:4: lambda status has no option --tail',
    'a.md:4: the root has no script chekc',
    'a.md:5: there is no package @tooling/none',
    'a.md:5: @tooling/a has no script tset',
    'a.md:9: lambda invoke has no option --evnt',
    'a.md:1: lambda has no command delpoy',
    'a.md:1: lambda plan has no option --stag',
  ]);
});
