import { expect, onTestFinished, test } from 'vitest';
import { makeExternalRepository } from '../../test/external-repository.ts';
import { runCode } from '../../test/run-code.ts';
import { writeSources } from '../../test/workspace.ts';
import { buildArtifact, createDevBundler, writeArtifact } from '../index.ts';

const bundling = { external: ['@tiny/native'], files: [{ from: 'words.txt' }] };

const answering = (mark: string) => `
  import { readFileSync } from 'node:fs';
  import { help } from '@tiny/native';
  export const handler = async () =>
    [help(), readFileSync(import.meta.dirname + '/words.txt', 'utf8'), '${mark}'];
`;

test('code that is made anew finds what its artifact has installed, and the files as they are now', async () => {
  const { options, registry } = await makeExternalRepository(
    { 'lambdas/x/index.mjs': answering('first'), 'lambdas/x/words.txt': 'as deployed' },
    { '@tiny/native': '1.2.3' },
  );
  const { workspaceRoot, lambdaDirectory } = options;
  await writeArtifact(lambdaDirectory, await buildArtifact({ ...options, bundling }));
  const installed = registry.requests.length;
  const bundler = await createDevBundler({ workspaceRoot });
  onTestFinished(() => bundler.close());
  bundler.setLambdas([{ name: 'x', lambdaDirectory, bundling }]);
  await bundler.build('all', {
    names: new Set(['x']),
    changedMeanwhile: () => Promise.resolve(new Set<string>()),
  });
  const save = async (file: string, text: string) => {
    await writeSources(lambdaDirectory, { [file]: text });
    const { changed, failures } = await bundler.build(new Set([`lambdas/x/${file}`]));
    expect(failures).toEqual([]);
    return changed[0]?.code;
  };

  const edited = await save('index.mjs', answering('second'));
  expect(await runCode(edited)).toEqual(['two', 'as deployed', 'second']);
  const beside = await save('words.txt', 'as saved');
  expect(await runCode(beside)).toEqual(['two', 'as saved', 'second']);
  // Which file is native nobody asks of a registry at each save.
  expect(registry.requests.length).toBe(installed);
});
