import { execFileSync } from 'node:child_process';
import { openJournals } from '../open-journals.ts';
import { createWriteGate } from '../write-gate.ts';

/**
 * Appends until the limit on file sizes that this process was started with refuses the rest of a
 * line, lifts the limit, appends once more and prints what can be read then.
 */
const [directory = ''] = process.argv.slice(2);
const journals = openJournals(directory, createWriteGate());
await journals.append('a', ['before']);
const refused = await journals.append('a', ['x'.repeat(10_000)]).catch((error: unknown) => error);
execFileSync('prlimit', [`--pid=${process.pid}`, '--fsize=unlimited']);
await journals.append('a', ['after']);
const entries: unknown[] = [];
for await (const entry of journals.read('a')) entries.push(entry);
console.log(JSON.stringify({ refused, entries }));
