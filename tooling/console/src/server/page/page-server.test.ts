import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPageServer, type PageServer } from './page-server.ts';

const html = 'text/html,application/xhtml+xml,*/*;q=0.8';
let root: string;
let server: PageServer;
let failures: unknown[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'page-'));
  failures = [];
  server = createPageServer({
    place: { root, package: 'console' },
    report: (error) => failures.push(error),
  });
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

const modules = resolve(import.meta.dirname, '../../../../../node_modules');
/** A repository whose console is built by this command. */
async function writeRepository(build: string): Promise<void> {
  await write({
    'package.json': JSON.stringify({
      name: 'root',
      private: true,
      packageManager: 'pnpm@12.21.0',
    }),
    'pnpm-workspace.yaml': 'packages:\n  - console\npmOnFail: ignore\n',
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  console: {}\n",
    'turbo.json': JSON.stringify({ tasks: { build: { outputs: ['dist/**'] } } }),
    'console/package.json': JSON.stringify({ name: '@tooling/console', scripts: { build } }),
  });
  await mkdir(join(root, 'node_modules'));
  await symlink(join(modules, '.bin'), join(root, 'node_modules/.bin'));
  await symlink(join(modules, 'turbo'), join(root, 'node_modules/turbo'));
}

describe('of a page that is built', () => {
  beforeEach(() =>
    write({
      'secret.txt': 'secret',
      'console/dist/secret.txt': 'secret',
      'console/dist/page/index.html': '<p>page</p>',
      'console/dist/page/assets/main-B1c2D3e4.js': 'go();',
      'console/dist/page/assets/style-B1c2D3e4.css': 'p {}',
      'console/dist/page/icon.svg': '<svg/>',
      'console/dist/page/thing.unknown': '<script>',
    }),
  );

  test.each([
    ['', 'text/html; charset=utf-8', 'no-cache'],
    ['index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['icon.svg', 'image/svg+xml', 'no-cache'],
    ['thing.unknown', 'application/octet-stream', 'no-cache'],
    [
      'assets/main-B1c2D3e4.js',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
    ['assets/style-B1c2D3e4.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('serves %j as what it is', async (path, type, caching) => {
    const { status, headers } = await server.answer(path, '*/*');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      type,
      caching,
    ]);
  });

  test.each([
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.txt',
    'assets/../../secret.txt',
    'assets/..%5c..%5csecret.txt',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    'index.html%00.js',
    'assets',
    'assets/',
    '%E0%A4%A',
    '__proto__',
  ])('has no %s', async (path) => {
    const answer = await server.answer(path, '*/*');
    expect(answer.status).toBe(404);
    expect(String(answer.body)).not.toContain('secret"');
    // What is opened as a page is the page, which says that there is no such place.
    expect(String((await server.answer(path, html)).body)).toBe('<p>page</p>');
  });

  test('follows no link out of it', async () => {
    await symlink(join(root, 'secret.txt'), join(root, 'console/dist/page/link.txt'));
    expect((await server.answer('link.txt', '*/*')).status).toBe(404);
  });
});

describe('of a page that is not built', () => {
  test('builds it by turbo, and answers meanwhile with a page that asks again', async () => {
    await writeRepository(
      "node -e \"fs.mkdirSync('dist/page',{recursive:true});fs.writeFileSync('dist/page/index.html','built')\"",
    );
    const first = await server.answer('', html);
    expect([first.status, first.headers['content-type']]).toEqual([
      503,
      'text/html; charset=utf-8',
    ]);
    const [, script = ''] = /<script src="\/_console\/([^"]+)"/.exec(String(first.body)) ?? [];
    expect(String((await server.answer(script, '*/*')).body)).toContain('location.reload()');
    expect(first.body).toContain('<noscript><meta http-equiv="refresh" content="1; url=?">');
    expect((await server.answer('assets/main.js', '*/*')).status).toBe(404);
    await server.settled();
    expect(String((await server.answer('', html)).body)).toBe('built');
  });

  test('shows what a build that fails printed, and tries again', async () => {
    // The second build goes on for longer than the test looks at it.
    await writeRepository(
      "node -e \"if(fs.existsSync('again'))setTimeout(()=>{},60_000);else{fs.writeFileSync('again','');console.log('<b>no such module</b>');process.exit(1)}\"",
    );
    await server.answer('', html);
    await server.settled();
    const failed = await server.answer('', html);
    expect(failed.status).toBe(500);
    expect(failed.body).toContain('&lt;b&gt;no such module&lt;/b&gt;');
    expect((await server.answer('', html)).status).toBe(503);
  });

  test('says where it looked when a build leaves no page', async () => {
    await writeRepository('node -e 0');
    await server.answer('', html);
    await server.settled();
    const failed = await server.answer('', html);
    expect(failed.body).toContain('console/dist/page/index.html');
  });
});

test('serves the whole page of before while it is built anew', async () => {
  await write({
    'console/dist/page/index.html': 'before',
    'console/dist/page/assets/style-B1c2D3e4.css': 'p {}',
  });
  const building = [
    "fs.rmSync('dist',{recursive:true})",
    "fs.writeFileSync('begun','')",
    "while(!fs.existsSync('go'))Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),0,0,10)",
    "fs.mkdirSync('dist/page',{recursive:true})",
    "fs.writeFileSync('dist/page/index.html','after')",
  ].join(';');
  await writeRepository(`node -e "${building}"`);
  expect(String((await server.answer('', html)).body)).toBe('before');
  const isBegun = () => existsSync(join(root, 'console/begun'));
  await expect.poll(isBegun, { timeout: 120_000 }).toBe(true);
  expect(String((await server.answer('', html)).body)).toBe('before');
  expect((await server.answer('assets/style-B1c2D3e4.css', '*/*')).status).toBe(200);
  await write({ 'console/go': '' });
  await server.settled();
  expect(String((await server.answer('', html)).body)).toBe('after');
});
