import {
  entryFiles,
  javascriptFiles,
  terminalFiles,
  testFiles,
  testSupportFiles,
} from './file-groups.ts';
import type { Layer } from './layers.ts';
import { barrels, exportAll, innerIndex } from './restrictions/barrels.ts';
import { nodeProtocol } from './restrictions/node-protocol.ts';
import { output } from './restrictions/output.ts';
import { purity } from './restrictions/purity.ts';
import type { Restriction } from './restrictions/restriction.ts';
import { shell } from './restrictions/shell.ts';
import { runnerHabits, testHabits } from './restrictions/test-habits.ts';
import { wallClock } from './restrictions/wall-clock.ts';

/** Files of a layer that are under the same restrictions. */
interface Kind extends Partial<Pick<Layer, 'mayImport' | 'mayUse'>> {
  readonly name: string;
  /** Globs, of which those in the layer's directory count. */
  readonly files: readonly string[];
  /** Besides the layer's imports. */
  readonly restrictions: readonly Restriction[];
}

const everywhere: readonly Restriction[] = [nodeProtocol, shell];

/** In this order: a file is of the last kind that it matches. */
export function kindsOf(layer: Layer): readonly Kind[] {
  const [scope] = layer.directory.split('/');
  if (scope === 'lambdas') return lambdaKinds;
  const effects = scope === 'tooling' ? [output, wallClock] : [];
  const inside = [
    ...everywhere,
    ...effects,
    ...(layer.directory === 'tooling/core' ? [purity] : []),
  ];
  const mayUse = [...(layer.mayUse ?? []), ...(layer.testsMayUse ?? [])];
  return [
    { name: 'sources', files: ['**'], restrictions: [...inside, barrels] },
    {
      name: 'index',
      // Others are what a package offers for one purpose: builds cannot wait for the rest to load.
      files: [
        '*/*/src/index.ts',
        'tooling/{core,workspace}/src/build.ts',
        'tooling/core/src/{bootstrap,graph,logs}.ts',
      ],
      restrictions: [...inside, exportAll],
    },
    { name: 'inner index', files: ['*/*/src/*/**/index.ts'], restrictions: [innerIndex] },
    { name: 'terminal', files: terminalFiles, restrictions: [...everywhere, barrels, wallClock] },
    { name: 'entries', files: entryFiles, restrictions: [...everywhere, barrels] },
    {
      name: 'tests',
      files: testFiles,
      restrictions: [...everywhere, barrels, wallClock, testHabits],
      mayUse,
    },
    {
      name: 'test support',
      files: testSupportFiles,
      restrictions: [...everywhere, barrels],
      mayUse,
    },
    testRunner,
  ];
}

const testRunner: Kind = {
  name: 'test runner',
  files: ['**/vitest.config.{ts,mts}'],
  restrictions: [...everywhere, runnerHabits],
};

const lambdaKinds: readonly Kind[] = [
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
  testRunner,
  { name: 'tests', files: testFiles, restrictions: [...everywhere, testHabits] },
];
