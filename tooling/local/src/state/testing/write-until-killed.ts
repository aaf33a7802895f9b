import { setImmediate } from 'node:timers/promises';
import { openState } from '../open-state.ts';
import { fillerOf, type Round } from './rounds.ts';

/**
 * Writes some rounds to the state directory that it is given, says on standard output which of them
 * are on disk, and kills itself some turns of the event loop after it began to write the last one.
 */
const [directory = '', first = '0', last = '0', turns = '0'] = process.argv.slice(2);
const state = await openState(directory);
const documents = await state.collection<Round>('rounds');
const journals = state.journals<Round>('rounds');

for (let round = Number(first); ; round++) {
  const filler = fillerOf(round);
  const blob = await state.blobs.put(new TextEncoder().encode(filler));
  const keys = ['latest', ...Array.from({ length: 6 }, (_, number) => `copy-${number}`)];
  const writes = Promise.all([
    ...keys.map((key) => documents.put(key, { round, filler, blob })),
    journals.append('all', [{ round, filler, blob }]),
  ]);
  if (round === Number(last)) {
    for (let turn = 0; turn < Number(turns); turn++) await setImmediate();
    process.kill(process.pid, 'SIGKILL');
  }
  await writes;
  process.stdout.write(`${round}\n`);
}
