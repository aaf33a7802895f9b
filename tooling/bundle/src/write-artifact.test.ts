import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeDirectory, makeWorkspace, writeSources } from '../test/workspace.ts';
import { buildArtifact, readArtifact, writeArtifact } from './index.ts';

async function build(source = 'export const handler = async () => 1;') {
  const options = await makeWorkspace({ 'lambdas/x/index.ts': source });
  const artifact = await buildArtifact(options);
  const dist = path.join(options.lambdaDirectory, 'dist');
  return { ...options, artifact, dist };
}

test('building writes nothing', async () => {
  const { lambdaDirectory } = await build();
  expect(await readdir(lambdaDirectory)).toEqual(['index.ts']);
});

test('what was written is read again', async () => {
  const { lambdaDirectory, artifact } = await build();
  await writeArtifact(lambdaDirectory, artifact);
  const { manifest, zip } = await readArtifact(lambdaDirectory);
  expect(manifest).toEqual(artifact.manifest);
  expect(Buffer.from(artifact.zip).equals(zip)).toBe(true);
  expect(manifest.digest).toBe(createHash('sha256').update(zip).digest('base64'));
  expect(manifest.zipBytes).toBe(zip.length);
  expect(manifest.unzippedBytes).toBe(
    manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
});

test('the task hash stands in the manifest where turbo gives one', async () => {
  const { lambdaDirectory, workspaceRoot, artifact } = await build();
  const { manifest } = await buildArtifact({ lambdaDirectory, workspaceRoot, taskHash: 'abc' });
  expect(manifest).toEqual({ ...artifact.manifest, taskHash: 'abc' });
  await writeArtifact(lambdaDirectory, { ...artifact, manifest });
  expect((await readArtifact(lambdaDirectory)).manifest.taskHash).toBe('abc');
});

test('everything else goes from dist', async () => {
  const { lambdaDirectory, artifact, dist } = await build();
  await writeSources(dist, { 'index.js': 'old', 'chunks/old.js': '', 'function.zip': 'old' });
  await mkdir(path.join(dist, 'manifest.json'));
  await writeArtifact(lambdaDirectory, artifact);
  expect((await readdir(dist)).sort()).toEqual(['function.zip', 'manifest.json']);
});

test('what another process is writing at this moment stays, what a killed one left goes', async () => {
  const { lambdaDirectory, artifact, dist } = await build();
  // Of our parent, which runs as long as we do; no process has the other number.
  const written = `function.zip.${process.ppid}.0a1b.tmp`;
  await writeSources(dist, { [written]: '', 'function.zip.999999999.0a1b.tmp': '' });
  await writeArtifact(lambdaDirectory, artifact);
  expect((await readdir(dist)).sort()).toEqual(['function.zip', written, 'manifest.json']);
});

test('several writers at once leave one whole artifact', async () => {
  const { lambdaDirectory, artifact, dist } = await build();
  await Promise.all(Array.from({ length: 20 }, () => writeArtifact(lambdaDirectory, artifact)));
  expect((await readArtifact(lambdaDirectory)).manifest).toEqual(artifact.manifest);
  expect((await readdir(dist)).sort()).toEqual(['function.zip', 'manifest.json']);
});

test('a zip whose writer was killed before it replaced the manifest is read with its own', async () => {
  const { lambdaDirectory, artifact, dist } = await build();
  const { artifact: other } = await build('export const handler = async () => 2;');
  await writeArtifact(lambdaDirectory, artifact);
  await writeSources(dist, {
    'function.zip': other.zip,
    'manifest.json.999999999.0a1b.tmp': '{',
    'manifest.json.999999998.0a1b.tmp': JSON.stringify(other.manifest),
  });
  expect((await readArtifact(lambdaDirectory)).manifest).toEqual(other.manifest);
});

test('a reader always finds a whole artifact while another is being written', async () => {
  const { lambdaDirectory, artifact } = await build();
  const { artifact: other } = await build('export const handler = async () => 2;');
  await writeArtifact(lambdaDirectory, artifact);
  const digests = [artifact, other].map(({ manifest }) => manifest.digest);
  const write = async () => {
    for (let time = 0; time < 200; time += 1) {
      await writeArtifact(lambdaDirectory, time % 2 === 0 ? other : artifact);
    }
    return 'written' as const;
  };
  const writing = write();
  for (let done = false; !done;) {
    const { manifest } = await readArtifact(lambdaDirectory);
    expect(digests).toContain(manifest.digest);
    done = (await Promise.race([writing, Promise.resolve()])) === 'written';
  }
});

test('of two that write at once one leaves its artifact, whole', async () => {
  const { lambdaDirectory, artifact } = await build();
  const { artifact: other } = await build('export const handler = async () => 2;');
  for (let time = 0; time < 50; time += 1) {
    await Promise.all([artifact, other].map((one) => writeArtifact(lambdaDirectory, one)));
    const [{ manifest }, pending] = await Promise.all([
      readArtifact(lambdaDirectory),
      readdir(path.join(lambdaDirectory, 'dist')),
    ]);
    expect([artifact.manifest.digest, other.manifest.digest]).toContain(manifest.digest);
    expect(pending.sort()).toEqual(['function.zip', 'manifest.json']);
  }
});

test('a dist that is a link is replaced, and its target left alone', async () => {
  const { lambdaDirectory, artifact, dist } = await build();
  const elsewhere = await makeDirectory();
  await writeSources(elsewhere, { 'precious.txt': 'precious' });
  await symlink(elsewhere, dist);
  await writeArtifact(lambdaDirectory, artifact);
  expect(await readdir(elsewhere)).toEqual(['precious.txt']);
  expect((await readArtifact(lambdaDirectory)).manifest).toEqual(artifact.manifest);
});

test('a comment changes the zip and not the code', async () => {
  const { artifact } = await build();
  const { artifact: commented } = await build('// why\nexport const handler = async () => 1;');
  const { artifact: changed } = await build('export const handler = async () => 2;');
  expect(commented.manifest.digest).not.toBe(artifact.manifest.digest);
  expect(commented.manifest.codeDigest).toBe(artifact.manifest.codeDigest);
  expect(changed.manifest.codeDigest).not.toBe(artifact.manifest.codeDigest);
});

test('refuses a manifest of another zip', async () => {
  const { lambdaDirectory, artifact, dist } = await build();
  const { artifact: other } = await build('export const handler = async () => 2;');
  await writeArtifact(lambdaDirectory, artifact);
  await writeFile(path.join(dist, 'function.zip'), other.zip);
  await expect(readArtifact(lambdaDirectory, 'lambdas/x')).rejects.toMatchObject({
    code: 'ARTIFACT_INVALID',
    subject: 'lambdas/x',
    message: 'lambdas/x/dist/manifest.json does not belong to dist/function.zip',
    problems: [
      `the zip's digest is ${other.manifest.digest}, the manifest says ${artifact.manifest.digest}`,
    ],
  });
});

test.each([
  ['{', 'is not JSON'],
  ['null', 'expected object'],
  ['{"manifestVersion":2}', 'manifestVersion'],
])('refuses the manifest %s', async (text, problem) => {
  const { lambdaDirectory, artifact, dist } = await build();
  await writeArtifact(lambdaDirectory, artifact);
  await writeFile(path.join(dist, 'manifest.json'), text);
  await expect(readArtifact(lambdaDirectory, 'lambdas/x')).rejects.toMatchObject({
    code: 'ARTIFACT_INVALID',
    message: 'lambdas/x/dist/manifest.json is not a manifest',
    problems: expect.arrayContaining([expect.stringContaining(problem)]) as string[],
  });
});

test.each(['function.zip', 'manifest.json'])('says that %s is not there', async (name) => {
  const { lambdaDirectory, artifact, dist } = await build();
  await writeArtifact(lambdaDirectory, artifact);
  await rm(path.join(dist, name));
  await expect(readArtifact(lambdaDirectory, 'lambdas/x')).rejects.toMatchObject({
    code: 'ARTIFACT_INVALID',
    message: `lambdas/x/dist/${name} cannot be read`,
  });
});

test('the manifest is text that people can read', async () => {
  const { lambdaDirectory, artifact, dist } = await build();
  await writeArtifact(lambdaDirectory, artifact);
  const text = await readFile(path.join(dist, 'manifest.json'), 'utf8');
  expect(text).toMatch(/^\{\n {2}"manifestVersion": 1,\n.*\}\n$/s);
});
