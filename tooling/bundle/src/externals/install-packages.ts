import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Architecture } from '@tooling/core';
import { UserError } from '@tooling/core/build';
import type { Closure } from './find-closure.ts';

/** What pnpm's word for each processor is. */
const cpus: Readonly<Record<Architecture, string>> = { x86_64: 'x64', arm64: 'arm64' };

/** Settings of the workspace that say where packages come from and are kept; the others do not matter. */
const sourceSettings = [
  'registry',
  'registries',
  'namedRegistries',
  'storeDir',
  'fetchRetries',
  'fetchTimeout',
] as const;

const linesShown = 15;

/**
 * Has pnpm install packages for Lambda, in a directory of their own, and hands that over for as long as
 * `read` takes.
 *
 * pnpm takes them from its store, where they are after `pnpm install`, or else from the registry: those
 * for another processor than this machine's mostly are not there the first time.
 *
 * @throws UserError BUILD_FAILED with what pnpm says
 */
export async function installPackages<Result>(
  closure: Closure,
  { architecture, workspaceRoot, subject }: InstallTarget,
  read: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(path.join(tmpdir(), 'lambda-externals-'));
  try {
    const { dependencies, lockfile } = closure;
    const settings = { autoInstallPeers: false, excludeLinksFromLockfile: false };
    // JSON is YAML.
    const files = {
      'package.json': { name: 'externals', private: true, dependencies },
      'pnpm-lock.yaml': { lockfileVersion: '9.0', settings, ...lockfile },
      'pnpm-workspace.yaml': {
        ...(await readSources(workspaceRoot)),
        ...settings,
        ...installSettings,
        supportedArchitectures: { os: ['linux'], cpu: [cpus[architecture]], libc: ['glibc'] },
      },
    };
    for (const [name, value] of Object.entries(files)) {
      await writeFile(path.join(directory, name), JSON.stringify(value));
    }
    await copyFile(path.join(workspaceRoot, '.npmrc'), path.join(directory, '.npmrc')).catch(
      () => undefined,
    );
    await runPnpm(directory, workspaceRoot, subject);
    return await read(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export interface InstallTarget {
  readonly architecture: Architecture;
  readonly workspaceRoot: string;
  /** The lambda in messages: its directory from the root. */
  readonly subject: string;
}

const installSettings = {
  // Directories and no links: a zip for Lambda has none.
  nodeLinker: 'hoisted',
  enableGlobalVirtualStore: false,
  ignoreScripts: true,
  pmOnFail: 'ignore',
  // The lockfile passed these when it was made, with the settings of the workspace.
  minimumReleaseAge: 0,
  trustPolicy: 'off',
};

async function readSources(workspaceRoot: string): Promise<Record<string, unknown>> {
  const file = path.join(workspaceRoot, 'pnpm-workspace.yaml');
  const { parse } = await import('yaml');
  const all = parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, unknown>;
  const found = sourceSettings.filter((name) => all[name] !== undefined);
  const sources = Object.fromEntries(found.map((name) => [name, all[name]]));
  const { storeDir } = sources;
  return typeof storeDir === 'string'
    ? { ...sources, storeDir: path.resolve(workspaceRoot, storeDir) }
    : sources;
}

async function runPnpm(directory: string, workspaceRoot: string, subject: string): Promise<void> {
  const flags = ['--prod', '--frozen-lockfile', '--prefer-offline', '--ignore-pnpmfile'];
  const bin = path.join(workspaceRoot, 'node_modules', '.bin');
  const pnpm = spawn('pnpm', ['install', ...flags, '--reporter=append-only'], {
    cwd: directory,
    env: { ...process.env, PATH: [bin, process.env.PATH].join(path.delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    pnpm.once('error', reject);
    pnpm.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  const failed = (problems: readonly string[], cause?: unknown) =>
    new UserError('BUILD_FAILED', 'packages of bundling.external could not be installed', {
      subject,
      problems,
      hint: 'pnpm says why; what this machine has not installed yet is downloaded from the registry',
      cause,
    });
  try {
    const [code, out, err] = await Promise.all([ended, text(pnpm.stdout), text(pnpm.stderr)]);
    if (code === 0) return;
    const lines = `${out}\n${err}`.split('\n').filter((line) => line.trim() !== '');
    throw failed(lines.slice(-linesShown).map((line) => line.replaceAll(directory, '.')));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw failed([`pnpm cannot be started: ${(error as Error).message}`], error);
  }
}
