import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, lambdaManifest, type TestWorkspace } from '../test/create-workspace.ts';
import { logged, reloaded, startDev, type Dev, type DevLine } from '../test/dev-lab.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';

const lambda = (name: string, code: string, timeout = 30) => ({
  [`lambdas/${name}/package.json`]: lambdaManifest(name),
  [`lambdas/${name}/index.ts`]: code,
  [`lambdas/${name}/lambda.config.ts`]: `export default { timeout: ${timeout} };\n`,
});

const showing = (variable: string) =>
  `export const handler = async () => process.env.${variable};\n`;

let workspace: TestWorkspace;
let dev: Dev;
beforeAll(async () => {
  workspace = await createWorkspace({
    ...lambda('colour', showing('COLOUR ?? null')),
    ...lambda(
      'endless',
      'export const handler = () => new Promise(() => setInterval(() => {}, 1000));',
      1,
    ),
    ...lambda(
      'flood',
      `export const handler = async () => {
        for (let i = 0; i < 20_000; i += 1) console.log('drop ' + i);
        console.log('x'.repeat(100_000));
      };`,
      300,
    ),
    '.env.local': 'COLOUR=blue\nthis is a secret\nTOKEN="a\nb"\n',
    'lambdas/colour/.env.local': 'COLOUR=green\n',
    '.gitignore': 'node_modules\ndist\n.turbo\n.local\n.env.local\n',
  });
  dev = await startDev(workspace.root);
});
afterAll(async () => {
  await dev[Symbol.asyncDispose]();
  await workspace[Symbol.asyncDispose]();
});

const isDropped = ({ type, message }: DevLine) =>
  type === 'logged' && / lines? left out/.test(String(message));

describe('.env.local', () => {
  test("a lambda's own comes over the root's, and takes effect on save", async () => {
    expect(await dev.invoke('colour')).toBe('green');
    await workspace.write({ 'lambdas/colour/.env.local': undefined });
    expect(await dev.next(reloaded)).toMatchObject({ functions: ['colour'] });
    expect(await dev.invoke('colour')).toBe('blue');
    await workspace.write({ 'lambdas/colour/.env.local': 'COLOUR=red\n' });
    await dev.next(reloaded);
    expect(await dev.invoke('colour')).toBe('red');
  });

  test('a line that says nothing is named by its number, and no value is ever printed', async () => {
    const warnings = dev.lines.filter(({ type }) => type === 'warning');
    expect(warnings).toEqual([
      { type: 'warning', message: expect.stringMatching(/^\.env\.local:2: no NAME=value/) },
    ]);
    expect(JSON.stringify(dev.lines)).not.toMatch(/secret|blue|green/);
  });

  test('no plan and no configuration knows of it', async () => {
    const planned = await runLambda(['plan', '--json'], { cwd: workspace.root });
    expect(planned.out).not.toMatch(/COLOUR|blue|secret/);
    const response = await fetch(`${dev.url}/_local/functions`);
    expect(await response.text()).not.toMatch(/COLOUR|blue/);
  });
});

test('a handler that never returns ends at its timeout, and keeps nobody else waiting', async () => {
  const endless = dev.invoke('endless');
  expect(await dev.invoke('colour')).toBe('red');
  expect(await endless).toMatchObject({ errorType: 'Sandbox.Timedout' });
});

test('a function that floods its log is cut, and it is said by how much', async () => {
  const before = dev.lines.length;
  const startedAt = performance.now();
  await dev.invoke('flood');
  let told = 0;
  // Of a flood that ebbs away the last lines are shown, and nothing is said after them.
  const isWhole = (line: DevLine) => {
    if (logged('drop ')(line)) told += 1;
    if (isDropped(line)) told += Number(/… (\d+) line/.exec(String(line.message))?.[1]);
    return told >= 20_000;
  };
  await dev.next(isWhole);
  const shown = dev.lines.slice(before).filter(logged('drop ')).length;
  expect(shown).toBeLessThan(20_000);
  // So many a second, the one included that was under way when it began.
  const seconds = Math.ceil((performance.now() - startedAt) / 1000) + 1;
  expect(shown).toBeLessThanOrEqual(200 * seconds);
  const longest = Math.max(...dev.lines.map(({ message }) => String(message).length));
  expect(longest).toBeLessThan(2100);
  expect(await dev.invoke('colour')).toBe('red');
});

test('a thousand changes at once are few', async () => {
  const files = Array.from({ length: 1000 }, (_, index) => [
    `packages/many/file-${index}.ts`,
    'export {};\n',
  ]);
  const seen = dev.lines.length;
  await workspace.write({
    ...(Object.fromEntries(files) as Record<string, string>),
    'lambdas/colour/index.ts': "export const handler = async () => 'switched';\n",
  });
  await dev.next((line) => reloaded(line) && String(line.functions) === 'colour');
  expect(await dev.invoke('colour')).toBe('switched');
  // On a busy machine writing them takes many seconds, and one second is the longest that a save waits.
  expect(dev.lines.slice(seen).filter(reloaded).length).toBeLessThan(100);
  await workspace.write({ 'packages/many': undefined });
  await dev.next(reloaded);
  expect(dev.lines.filter(({ type }) => type === 'not-reloaded')).toEqual([]);
});

test('a second one in the same workspace says so, and ends with exit code 2', async () => {
  for (const args of [['dev'], ['local', '--port', '0']]) {
    const second = await runLambda([...args, '--json'], { cwd: workspace.root });
    expect(second.exitCode).toBe(2);
    const [line] = jsonLines(second.out);
    expect(line?.failure).toMatchObject({
      code: 'STATE_IN_USE',
      message: expect.stringContaining(dev.url),
    });
  }
});

test('a port in use is named', async () => {
  await using other = await createWorkspace({});
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ran = await runLambda(['dev', '--port', String(port)], { cwd: other.root });
  server.close();
  expect(ran.exitCode).toBe(2);
  expect(ran.err).toContain(String(port));
  expect(ran.err).toContain('PORT_IN_USE');
});

test('a lambda that cannot be built keeps no other from being served, and is deployed once it can', async () => {
  await using other = await createWorkspace({
    ...lambda('broken', 'export const handler = ;\n'),
    ...lambda('whole', 'export const handler = async () => 1;\n'),
    'lambdas/broken/lambda.config.ts':
      "export default { triggers: [{ type: 'functionUrl', authType: 'NONE' }] };\n",
  });
  await using started = await startDev(other.root);
  expect(await started.invoke('whole')).toBe(1);
  expect(started.lines.find(({ type }) => type === 'not-reloaded')).toMatchObject({
    lambdas: ['broken'],
    failure: { problems: [expect.stringContaining('lambdas/broken/index.ts:1:24')] },
  });
  await other.write({ 'lambdas/broken/index.ts': 'export const handler = async () => 2;\n' });
  await started.next((line) => line.type === 'switched' && line.functionName === 'broken');
  expect(started.lines).toContainEqual({ type: 'repaired', lambdas: ['broken'] });
  expect(await started.invoke('broken')).toBe(2);
});

test('Ctrl-C ends every child, also of a function that blocks, and exits with 0', async () => {
  await using other = await createWorkspace(
    lambda(
      'busy',
      `export const handler = async () => {
        console.log('busy now');
        for (;;) if (Math.random() > 2) return 1;
      };`,
      60,
    ),
  );
  const ending = await startDev(other.root);
  const answer = ending.invoke('busy').catch(() => undefined);
  await ending.next(logged('busy now')).catch(() => undefined);
  const children = await descendants(ending.pid);
  expect(children.length).toBeGreaterThan(1);
  expect(await ending.interrupt()).toBe(0);
  await answer;
  // One that was told to end may need a moment for it, which nobody waits for.
  const areRunning = () => Promise.all(children.map(isRunning));
  await expect.poll(areRunning, { timeout: 120_000 }).not.toContain(true);
});

test('Ctrl-C while something is being built says nothing of what that ends', async () => {
  await using other = await createWorkspace(
    lambda('edited', 'export const handler = async () => 0;\n'),
  );
  const ending = await startDev(other.root);
  const seen = ending.lines.length;
  await other.write({ 'lambdas/edited/index.ts': 'export const handler = async () => 1;\n' });
  await ending.next(reloaded);
  // No pause: some of these is being built, or waits for it.
  for (const count of [2, 3, 4, 5]) {
    await other.write({
      'lambdas/edited/index.ts': `export const handler = async () => ${count};\n`,
    });
  }
  expect(await ending.interrupt()).toBe(0);
  const said = ending.lines.slice(seen).filter((line) => !reloaded(line) && !logged('')(line));
  expect(said).toEqual([]);
});

/** All processes that one has started, and that these have. */
async function descendants(pid: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-e', '-o', 'pid=,ppid=']);
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = new Set([pid]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [one = 0, parent = 0] of pairs) if (found.has(parent)) found.add(one);
  }
  found.delete(pid);
  return [...found];
}

async function isRunning(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch(
    () => ({ stdout: '' }),
  );
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
