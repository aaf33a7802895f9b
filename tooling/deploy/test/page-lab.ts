import { join } from 'node:path';
import { createWorkspace, type Files, type TestWorkspace } from './create-workspace.ts';
import { openRelay } from './relay.ts';
import { jsonLines, runLambda } from './run-lambda.ts';

/** A workspace, and `lambda local` in it, which serves the console. */
export interface PageLab extends AsyncDisposable {
  readonly workspace: TestWorkspace;
  /** Of the local AWS, also of the one after a restart. */
  readonly url: string;
  /** Deploys all lambdas, or those named. @throws Error when that fails */
  deploy(...names: readonly string[]): Promise<void>;
  /** Ends `lambda local`, as Ctrl-C does. */
  stop(): Promise<void>;
  /** Starts it again, to be found at the same address. */
  restart(): Promise<void>;
}

export async function openPageLab(files: Files): Promise<PageLab> {
  const workspace = await createWorkspace(files);
  const relay = await openRelay();
  const serve = async () => {
    const started = await servePages(workspace.root, '0');
    relay.leadTo(started.url);
    return started;
  };
  let server = await serve();
  return {
    workspace,
    url: relay.url,
    async deploy(...names) {
      const { exitCode, out, err } = await runLambda(['deploy', ...names], { cwd: workspace.root });
      if (exitCode !== 0) throw new Error(out + err);
    },
    async stop() {
      relay.leadTo(undefined);
      await server.stop();
    },
    async restart() {
      server = await serve();
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await relay[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

/** `lambda local` in a workspace. */
export async function servePages(root: string, port: string) {
  const end = new AbortController();
  const listening = Promise.withResolvers<string>();
  const running = runLambda(['local', '--json', '--port', port], {
    cwd: root,
    signal: end.signal,
    onOut: (text) => {
      const line = jsonLines(text).find(({ type }) => type === 'listening');
      if (line !== undefined) listening.resolve(String(line.url));
    },
  });
  // One that ends before it listens says why.
  const ended = running.then(({ out, err }) => Promise.reject(new Error(out + err)));
  const url = await Promise.race([listening.promise, ended]);
  ended.catch(() => undefined);
  return {
    url,
    async stop() {
      end.abort();
      await running;
    },
  };
}

/** So many lambdas, each using some of ten packages, none of them built or deployed. */
export function manyLambdas(count: number): Files {
  const packages = Array.from({ length: 10 }, (_, number) => `shared-${number}`);
  const manifests = packages.map((name, number) => [
    join('packages', name, 'package.json'),
    manifest(`@packages/${name}`, number < 5 ? [`shared-${number + 5}`] : []),
  ]);
  const lambdas = Array.from({ length: count }, (_, number) => {
    const name = `lambda-${String(number).padStart(4, '0')}`;
    const used = packages.filter((_one, index) => (number + index) % 7 === 0);
    return [
      [`lambdas/${name}/package.json`, manifest(`@lambdas/${name}`, used)],
      [`lambdas/${name}/index.js`, 'export const handler = async () => 1;\n'],
    ];
  });
  return Object.fromEntries([...manifests, ...lambdas.flat()]) as Files;
}

function manifest(name: string, packages: readonly string[]): string {
  const dependencies = Object.fromEntries(
    packages.map((one) => [`@packages/${one}`, 'workspace:*']),
  );
  const scripts = name.startsWith('@lambdas/') ? { build: 'lambda build' } : {};
  return JSON.stringify({ name, version: '1.0.0', type: 'module', scripts, dependencies });
}
