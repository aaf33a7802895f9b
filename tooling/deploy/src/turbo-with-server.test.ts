import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import {
  createWorkspace,
  lambdaManifest,
  type Files,
  type TestWorkspace,
} from '../test/create-workspace.ts';

const program = join(import.meta.dirname, 'build-server/turbo.mjs');
const names = ['one', 'two', 'three', 'four'];

const workspaceOf = (config: string, more: Files = {}) =>
  createWorkspace({
    ...Object.fromEntries(
      names.flatMap((name) => [
        [`lambdas/${name}/package.json`, lambdaManifest(name)],
        [`lambdas/${name}/index.ts`, `export const handler = async () => '${name}';\n`],
        [`lambdas/${name}/lambda.config.ts`, config],
      ]),
    ),
    ...more,
  });

/** Leaves which process has read the configuration, which is the one that builds. */
const tellTale = `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('builder', import.meta.url), String(process.pid));
export default {};
`;

/** What the script \`turbo\` of package.json starts, as pnpm does. */
function startTurbo({ root }: TestWorkspace, ...args: readonly string[]) {
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]).then((texts) =>
    texts.join(''),
  );
  return { child, said, ended: once(child, 'close') };
}

const builderFiles = ({ root }: TestWorkspace) =>
  names.map((name) => join(root, 'lambdas', name, 'builder'));

/** Ends turbo once some of the builders are known. */
async function endOnce(found: 'some' | 'every', workspace: TestWorkspace, child: ChildProcess) {
  const isFound = () => builderFiles(workspace)[found]((file) => existsSync(file));
  await expect.poll(isFound, { timeout: 240_000 }).toBe(true);
  child.kill('SIGTERM');
}

const readBuilders = async (workspace: TestWorkspace) =>
  Promise.all(builderFiles(workspace).map(async (file) => Number(await readFile(file, 'utf8'))));

it('builds for all tasks of the turbo that it runs', async () => {
  await using workspace = await workspaceOf(tellTale);
  const { child, said, ended } = startTurbo(workspace, 'run', 'build');
  expect(await ended).toEqual([0, null]);
  expect(await said).toMatch(/4 successful, 4 total/);
  expect(await readBuilders(workspace)).toEqual(names.map(() => child.pid));
});

it('ends as turbo does, with the words of a build that failed', async () => {
  await using workspace = await workspaceOf('export default {};\n', {
    'lambdas/two/index.ts': 'export const handler = ;\n',
  });
  const { said, ended } = startTurbo(workspace, 'run', 'build');
  expect(await ended).toEqual([1, null]);
  expect(await said).toContain('lambdas/two/index.ts:1:24: Unexpected ";"');
});

it('is no server for turbo watch, which goes on while somebody changes the bundler', async () => {
  await using workspace = await workspaceOf(tellTale);
  const { child, ended } = startTurbo(workspace, 'watch', 'build');
  await endOnce('every', workspace, child);
  await ended;
  expect(await readBuilders(workspace)).not.toContain(child.pid);
});

it('ends turbo when it is told to end, in the middle of a build', async () => {
  await using workspace = await workspaceOf(`${tellTale}await new Promise(() => {});\n`);
  const { child, said, ended } = startTurbo(workspace, 'run', 'build');
  await endOnce('some', workspace, child);
  // turbo by itself calls that a success, with nothing built.
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect(await said).toContain('0 successful, 4 total');
});
