import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../../..');

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly defaults: unknown;
  /** As it is written. */
  readonly text: string;
}

const readYaml = (path: string) => {
  const text = readFileSync(join(root, '.github', path), 'utf8');
  return { ...(parse(text) as object), text };
};

/** `lambda`, `drift`, `release`. */
export const readWorkflow = (name: string) => readYaml(`workflows/${name}.yml`) as Workflow;

export const readSetUp = () =>
  readYaml('actions/set-up/action.yml') as unknown as {
    readonly runs: { readonly steps: readonly (Step & { readonly if?: string })[] };
    readonly text: string;
  };
