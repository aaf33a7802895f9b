import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument, isNode } from 'yaml';

/** A workflow or the `action.yml` of an action. */
export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly kind: 'action' | 'workflow';
}

/** All workflows and actions of a repository. */
export function readSourceFiles(root: string): readonly SourceFile[] {
  const read = (pattern: string, kind: SourceFile['kind']) =>
    globSync(pattern, { cwd: root })
      .toSorted()
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8'), kind }));
  return [
    ...read('.github/workflows/*.{yml,yaml}', 'workflow'),
    ...read('.github/actions/**/action.{yml,yaml}', 'action'),
  ];
}

type Path = readonly (number | string)[];

export interface LooseStep {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface LooseJob {
  readonly needs?: readonly string[] | string;
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: unknown;
  readonly concurrency?: { readonly 'cancel-in-progress'?: boolean };
  readonly steps?: readonly LooseStep[];
}

/** What rules look at: nothing of it is checked beforehand. */
interface LooseFile {
  readonly on?: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly defaults?: unknown;
  readonly jobs?: Readonly<Record<string, LooseJob>>;
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly runs?: { readonly steps?: readonly LooseStep[] };
}

/** A file that is read, with the line of whatever stands in it. */
export interface ReadFile extends SourceFile {
  readonly value: LooseFile;
  readonly lineOf: (path: Path) => number;
}

export function parseSourceFile(file: SourceFile): ReadFile {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines });
  return {
    ...file,
    value: document.toJS() as LooseFile,
    lineOf(path) {
      const node = document.getIn(path, true);
      return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
    },
  };
}

/** Every step of a file, with its place. */
export function stepsOf({ value }: ReadFile): readonly {
  readonly step: LooseStep;
  readonly path: Path;
}[] {
  const own = (value.runs?.steps ?? []).map((step, index) => ({
    step,
    path: ['runs', 'steps', index],
  }));
  const ofJobs = Object.entries(value.jobs ?? {}).flatMap(([id, job]) =>
    (job.steps ?? []).map((step, index) => ({ step, path: ['jobs', id, 'steps', index] })),
  );
  return [...own, ...ofJobs];
}
