import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describeFailure, UserError } from '@tooling/core';
import { expect, test } from 'vitest';
import { makeWorkspace } from '../test/workspace.ts';
import { buildArtifact, readBuildFailure, writeArtifact, writeBuildFailure } from './index.ts';

const failure = describeFailure(
  new UserError('HANDLER_MISSING', 'there is no handler', {
    problems: ['lambdas/x/index.mjs exports nothing'],
    hint: 'export one',
  }),
);

async function makeFailed() {
  const options = await makeWorkspace({ 'lambdas/x/index.mjs': 'export const handler = () => 1;' });
  await writeBuildFailure(options.lambdaDirectory, failure, 'abc');
  const read = (hash: string) => readBuildFailure(options.workspaceRoot, 'lambdas/x', hash);
  return { options, read, dist: path.join(options.lambdaDirectory, 'dist') };
}

test('what a build failed with is read again, as it was', async () => {
  const { read } = await makeFailed();
  expect(await read('abc')).toEqual(failure);
});

test('what another build failed with is no answer', async () => {
  const { read } = await makeFailed();
  expect(await read('abd')).toBeUndefined();
});

test('a failure leaves the last artifact alone, and the next artifact ends the failure', async () => {
  const { options, read, dist } = await makeFailed();
  const artifact = await buildArtifact(options);
  await writeArtifact(options.lambdaDirectory, artifact);
  expect(await read('abc')).toBeUndefined();
  expect((await readdir(dist)).sort()).toEqual(['function.zip', 'manifest.json']);
  await writeBuildFailure(options.lambdaDirectory, failure, 'def');
  expect((await readdir(dist)).sort()).toEqual(['failure.json', 'function.zip', 'manifest.json']);
});

test.each(['', '{', 'null', '{"taskHash":"abc"}'])(
  'says nothing of a file with %j',
  async (text) => {
    const { read, dist } = await makeFailed();
    await writeFile(path.join(dist, 'failure.json'), text);
    expect(await read('abc')).toBeUndefined();
  },
);
