import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  createWorkspace,
  lambdaManifest,
  type Files,
  type TestWorkspace,
} from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';

/** Enough of them that a server is started. */
const names = ['one', 'two', 'three', 'four', 'five', 'six'];

const filesOf = (name: string, config: string): Files => ({
  [`lambdas/${name}/package.json`]: lambdaManifest(name),
  [`lambdas/${name}/index.ts`]: `export const handler = async () => '${name}';\n`,
  [`lambdas/${name}/lambda.config.ts`]: config,
});

const workspaceOf = (config: string, more: Files = {}) =>
  createWorkspace(Object.assign({}, ...names.map((name) => filesOf(name, config)), more) as Files);

/** Leaves who has read the configuration last, and what that one saw: of a build, who built. */
const tellTale = `import { writeFileSync } from 'node:fs';
const seen = { process: process.pid, table: process.env.PENGUIN_TABLE };
writeFileSync(new URL('seen.json', import.meta.url), JSON.stringify(seen));
export default {};
`;

interface Seen {
  readonly process: number;
  readonly table?: string;
}

async function readSeen({ root }: TestWorkspace): Promise<readonly Seen[]> {
  const texts = names.map((name) => readFile(join(root, 'lambdas', name, 'seen.json'), 'utf8'));
  return (await Promise.all(texts)).map((text) => JSON.parse(text) as Seen);
}

const withTable = () => {
  vi.stubEnv('PENGUIN_TABLE', 'penguins');
  onTestFinished(() => void vi.unstubAllEnvs());
};

const digestsOf = (out: string) =>
  jsonLines(out).map(({ lambda, manifest }) => [lambda, (manifest as { digest: string }).digest]);

it('one process builds for all tasks of turbo, and sees of the environment what they see', async () => {
  withTable();
  await using workspace = await workspaceOf(tellTale);
  const { exitCode, err } = await runLambda(['build'], { cwd: workspace.root });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  const seen = await readSeen(workspace);
  const [first] = seen;
  expect(first?.process).not.toBe(process.pid);
  expect(seen).toEqual(names.map(() => ({ process: first?.process })));
});

it('does so, too, where tasks have a shell that somebody has chosen', async () => {
  vi.stubEnv('pnpm_config_script_shell', '/bin/sh');
  onTestFinished(() => void vi.unstubAllEnvs());
  await using workspace = await workspaceOf(tellTale);
  expect(await runLambda(['build'], { cwd: workspace.root })).toMatchObject({ exitCode: 0 });
  expect(new Set((await readSeen(workspace)).map((seen) => seen.process)).size).toBe(1);
});

it('whoever reaches the port without the token has nothing built', async () => {
  // The server reads it, and so is asked while it runs.
  const stranger = `import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
const ask = async (token) => {
  const socket = connect(Number(port), '127.0.0.1');
  socket.write([token, process.cwd(), 'lambda build', 'A=b'].join('\\0') + '\\0\\0');
  return text(socket);
};
const [port, token] = process.env.LAMBDA_BUILD_SERVER?.split('/') ?? [];
if (token !== undefined) {
  const answers = [token.length, await ask(''), await ask('0'.repeat(32))];
  writeFileSync(new URL('answers.json', import.meta.url), JSON.stringify(answers));
}
export default {};
`;
  await using workspace = await workspaceOf('export default {};\n', {
    'lambdas/one/lambda.config.ts': stranger,
  });
  expect(await runLambda(['build'], { cwd: workspace.root })).toMatchObject({ exitCode: 0 });
  const answers = await readFile(join(workspace.root, 'lambdas/one/answers.json'), 'utf8');
  expect(JSON.parse(answers)).toEqual([32, '', '']);
});

it('a lambda for which turbo.json declares other variables is built with these', async () => {
  withTable();
  await using workspace = await workspaceOf(tellTale, {
    'lambdas/three/turbo.json': JSON.stringify({
      extends: ['//'],
      tasks: { build: { env: ['PENGUIN_TABLE'] } },
    }),
  });
  expect(await runLambda(['build'], { cwd: workspace.root })).toMatchObject({ exitCode: 0 });
  const tables = (await readSeen(workspace)).map(({ table }) => table);
  expect(tables).toEqual(names.map((name) => (name === 'three' ? 'penguins' : undefined)));
});

it('what is built alone has the same bytes', async () => {
  await using workspace = await workspaceOf('export default { memorySize: 256 };\n');
  const together = await runLambda(['build', '--json'], { cwd: workspace.root });
  const alone = await Promise.all(
    names.map((name) => {
      const cwd = join(workspace.root, 'lambdas', name);
      return runLambda(['build', '--json'], { cwd });
    }),
  );
  expect(digestsOf(together.out)).toHaveLength(names.length);
  expect(digestsOf(alone.map(({ out }) => out).join('')).sort()).toEqual(
    digestsOf(together.out).sort(),
  );
});

it('a build that fails is told as ever', async () => {
  await using workspace = await workspaceOf('export default {};\n', {
    'lambdas/two/index.ts': 'export const handler = ;\n',
  });
  const { exitCode, err } = await runLambda(['build'], { cwd: workspace.root });
  expect(exitCode).toBe(1);
  expect(err).toContain('BUILD_FAILED  lambdas/two: the bundler found an error');
  expect(err).toContain('lambdas/two/index.ts:1:24: Unexpected ";"');
});

it('a server that is killed while it builds keeps nobody from building', async () => {
  const deadly = `if (process.argv[1]?.includes('build-server')) process.kill(process.pid, 'SIGKILL');
export default {};
`;
  await using workspace = await workspaceOf(deadly);
  const { exitCode, out } = await runLambda(['build', '--json'], { cwd: workspace.root });
  expect(exitCode).toBe(0);
  expect(digestsOf(out).map(([name]) => name)).toEqual([...names].sort());
});
