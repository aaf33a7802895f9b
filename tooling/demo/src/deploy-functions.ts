import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Trigger } from '@tooling/core';

const root = resolve(import.meta.dirname, '../../..');
const lambda = fileURLToPath(
  import.meta.resolve('@tooling/deploy').replace('index.ts', 'main.mjs'),
);

/** The lambdas that the demonstration is about. */
export const functionNames = [
  'ingest',
  'retrain-model',
  'predict',
  'notify',
  'publish-news',
] as const;

/**
 * Deploys them to a local AWS by the command that everybody uses.
 *
 * @returns what was deployed: nothing else is known of it than what the command says
 */
export async function deployFunctions(endpoint: string, env: NodeJS.ProcessEnv) {
  const args = [lambda, 'deploy', ...functionNames, '--stage', 'local', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    // What chooses stages and lambdas elsewhere has no say here.
    env: { ...env, AWS_ENDPOINT_URL: endpoint, DEPLOY_STAGE: '', DEPLOY_ONLY: '' },
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: unknown) => {
    const { stdout: out, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`lambda deploy failed:\n${out}${stderr}`, { cause: error });
  });
  const lines = stdout.trim().split('\n');
  const planned = lines.map((line) => JSON.parse(line) as Line).find(isPlan);
  return planned?.plan.functions ?? [];
}

interface Plan {
  readonly type: 'planned';
  readonly plan: {
    readonly functions: readonly {
      readonly functionName: string;
      readonly triggers?: { readonly triggers: readonly Trigger[] };
    }[];
  };
}

type Line = Plan | { readonly type: 'other' };

const isPlan = (line: Line): line is Plan => line.type === 'planned';
