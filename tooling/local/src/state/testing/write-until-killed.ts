import { openState } from '../open-state.ts';
import { fillerOf, type Round } from './rounds.ts';

/**
 * Writes round after round to the state directory that it is given, and says on standard output
 * which round is on disk, until it is killed.
 */
const [directory = '', from = '0'] = process.argv.slice(2);
const state = await openState(directory);
const documents = await state.collection<Round>('rounds');
const journals = state.journals<Round>('rounds');

for (let round = Number(from); ; round++) {
  const filler = fillerOf(round);
  const blob = await state.blobs.put(new TextEncoder().encode(filler));
  const keys = ['latest', ...Array.from({ length: 6 }, (_, number) => `copy-${number}`)];
  await Promise.all([
    ...keys.map((key) => documents.put(key, { round, filler, blob })),
    journals.append('all', [{ round, filler, blob }]),
  ]);
  process.stdout.write(`${round}\n`);
}
