import type { Linter } from 'eslint';
import { entryFiles, javascriptFiles, sources, terminalFiles, testFiles } from './file-groups.ts';
import { type Layer, layers } from './layers.ts';
import { barrels, exportAll, innerIndex } from './restrictions/barrels.ts';
import { layerImports } from './restrictions/layer-imports.ts';
import { nodeProtocol } from './restrictions/node-protocol.ts';
import { output } from './restrictions/output.ts';
import { purity } from './restrictions/purity.ts';
import { restrict, type Restriction } from './restrictions/restriction.ts';
import { shell } from './restrictions/shell.ts';
import { runnerHabits, testHabits } from './restrictions/test-habits.ts';
import { wallClock } from './restrictions/wall-clock.ts';

/** One entry for each kind of file in each layer; a later one replaces an earlier one. */
export function layerEntries(): Linter.Config[] {
  return layers.flatMap((layer) =>
    kindsOf(layer).map(({ name, files, restrictions, mayImport = layer.mayImport }) => ({
      name: `layers/${layer.directory}/${name}`,
      // An inner list means "and".
      files: files.map((pattern) => [`${layer.directory}/${sources}`, pattern]),
      rules: restrict(layerImports({ ...layer, mayImport }), ...restrictions),
    })),
  );
}

interface Kind {
  readonly name: string;
  readonly files: readonly string[];
  readonly restrictions: readonly Restriction[];
  /** Instead of the layer's own. */
  readonly mayImport?: readonly string[];
}

function kindsOf(layer: Layer): readonly Kind[] {
  const everywhere = [nodeProtocol, shell];
  const runner = {
    name: 'test runner',
    files: ['**/vitest.config.{ts,mts}'],
    restrictions: [...everywhere, runnerHabits],
  };
  const tests = { name: 'tests', files: testFiles, restrictions: [...everywhere, testHabits] };
  if (layer.directory.startsWith('lambdas/')) {
    return [
      { name: 'sources', files: ['**'], restrictions: everywhere },
      // Whoever writes an index.js and nothing else learns of the layers only when it matters.
      { name: 'javascript', files: javascriptFiles, restrictions: [] },
      {
        name: 'configuration',
        files: ['**/lambda.config.{ts,mts}'],
        restrictions: everywhere,
        // It is read when deploying and is no part of the bundle.
        mayImport: ['@tooling/core', '@tooling/deploy'],
      },
      runner,
      tests,
    ];
  }
  const inside = layer.directory.startsWith('tooling/')
    ? [...everywhere, output, wallClock, ...(layer.directory === 'tooling/core' ? [purity] : [])]
    : everywhere;
  const index = `${layer.directory}/src/index.ts`;
  return [
    { name: 'sources', files: ['**'], restrictions: [...inside, barrels] },
    { name: 'index', files: [index], restrictions: [...inside, exportAll] },
    {
      name: 'inner index',
      files: [`${layer.directory}/src/*/**/index.ts`],
      restrictions: [innerIndex],
    },
    { name: 'terminal', files: terminalFiles, restrictions: [...everywhere, barrels, wallClock] },
    { name: 'entries', files: entryFiles, restrictions: [...everywhere, barrels] },
    runner,
    { ...tests, restrictions: [...tests.restrictions, barrels, wallClock] },
  ];
}
