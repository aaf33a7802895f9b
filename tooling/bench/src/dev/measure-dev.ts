import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeWorkspace } from '../scale/bench-workspace.ts';
import { changedPackages, packageName } from '../scale/generate-workspace.ts';
import { savedFiles, type MemoryFigure, type SavedFile, type SaveFigure } from './dev-figure.ts';
import { startDev, sumFiles, type RunningDev } from './running-dev.ts';

export interface DevMeasurement {
  readonly repository: string;
  readonly scratch: string;
  readonly lambdas: number;
  /** Saves of each file. */
  readonly saves: number;
  /** One after the other, for the memory: an edit each second for an hour is 3,600. */
  readonly edits: number;
  readonly onMeasured: (figure: SaveFigure | MemoryFigure) => void;
}

/** Saves files of a generated workspace under `lambda dev`, and looks how long it takes. */
export async function measureDev(options: DevMeasurement): Promise<void> {
  const { root, names } = await makeWorkspace(options);
  const [first = ''] = names;
  const dev = await startDev(root);
  try {
    const edits = await openAll(root, first);
    for (const saved of savedFiles) {
      // The first one says who has the file, and loads what is needed for all that follow.
      const edit = edits[saved];
      await edit();
      const { functions } = await dev.reloaded();
      const caller = functions[0] ?? first;
      options.onMeasured(await measureSaves(dev, { ...options, saved, edit, caller, functions }));
    }
    options.onMeasured(await measureMemory(dev, root, edits, options.edits));
  } finally {
    await dev.close();
  }
}

type Edits = Readonly<Record<SavedFile, () => Promise<void>>>;

async function openAll(root: string, first: string): Promise<Edits> {
  const rateOf = (number: number) => join(root, 'packages', packageName(number), 'src', 'rate.ts');
  return {
    leaf: await openEdits(join(root, 'lambdas', first, 'index.ts')),
    library: await openEdits(rateOf(changedPackages.library)),
    all: await openEdits(rateOf(changedPackages.deep)),
  };
}

/** @returns saves the file once more, each time with another number in what it answers */
async function openEdits(file: string): Promise<() => Promise<void>> {
  const text = await readFile(file, 'utf8');
  const from = file.endsWith('index.ts') ? 'const total = ' : 'return letters';
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
  let edits = 0;
  return async () => {
    edits += 1;
    const to = from.startsWith('const')
      ? `${from}${edits} * 1e7 + `
      : `return ${edits} * 1e6 + letters`;
    // As editors do it: nobody reads half of it, and one save is one change.
    await writeFile(`${file}~`, text.replace(from, to));
    await rename(`${file}~`, file);
  };
}

interface Saving {
  readonly saved: SavedFile;
  readonly saves: number;
  readonly edit: () => Promise<void>;
  /** A function that has the file. */
  readonly caller: string;
  readonly functions: readonly string[];
}

/** Nobody saves sooner: what changes sooner is taken for a tool's, and gathered for longer. */
const betweenSavesMs = 500;

async function measureSaves(dev: RunningDev, saving: Saving): Promise<SaveFigure> {
  const { saved, saves, edit, caller, functions } = saving;
  const live: number[] = [];
  const answered: number[] = [];
  for (let count = 0; count < saves; count += 1) {
    await sleep(betweenSavesMs);
    const before = JSON.stringify(await dev.invoke(caller));
    const startedAt = performance.now();
    await edit();
    const { durationMs } = await dev.reloaded();
    if (JSON.stringify(await dev.invoke(caller)) === before) {
      throw new Error(`${caller} answers as before a save that is said to be live`);
    }
    answered.push(performance.now() - startedAt);
    live.push(durationMs);
  }
  return {
    kind: 'save',
    saved,
    functions: functions.length,
    saves,
    liveMs: summarize(live),
    answeredMs: summarize(answered),
  };
}

function summarize(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
}

/**
 * Mostly a lambda's own file, as people do; now and then a library, seldom one that all have; and now and
 * then somebody calls what was saved.
 */
async function measureMemory(
  dev: RunningDev,
  root: string,
  { leaf, library, all }: Edits,
  edits: number,
): Promise<MemoryFigure> {
  const seen: (readonly [number, number])[] = [await dev.memory()];
  for (let count = 1; count <= edits; count += 1) {
    await (count % 20 === 0 ? all : count % 5 === 0 ? library : leaf)();
    const { functions } = await dev.reloaded();
    if (count % 10 === 0) await dev.invoke(functions[0] ?? '');
    if (count % 20 === 0) seen.push(await dev.memory());
  }
  const figures = (index: 0 | 1): [number, number, number, number] => {
    const values = seen.map((one) => one[index]);
    const middle = values[Math.floor(values.length / 2)] ?? 0;
    return [values[0] ?? 0, middle, values.at(-1) ?? 0, Math.max(...values)];
  };
  return {
    kind: 'memory',
    edits,
    ownBytes: figures(0),
    esbuildBytes: figures(1),
    codeBytes: await sumFiles(join(root, '.local', 'dev')),
  };
}
