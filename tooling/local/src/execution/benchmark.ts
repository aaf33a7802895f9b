/**
 * Prints what starting and calling functions costs: `node src/execution/benchmark.ts`, on a machine
 * that does nothing else. Times are of the caller, from `invoke` to its result.
 */
import { readFileSync } from 'node:fs';
import { openTestExecutor } from './testing.ts';

const handler = 'exports.handler = async (event) => ({ hello: event.name, pid: process.pid });';

await using local = await openTestExecutor();
const timed = async (name: string, event: object = { name: 'you' }) => {
  const executable = local.define(handler, { functionName: name });
  const startedAt = performance.now();
  const result = await local.invoke(executable, event);
  return { ms: performance.now() - startedAt, pid: Number(result.json().pid) };
};

await timed('first');
const cold: number[] = [];
for (let index = 0; index < 30; index += 1) cold.push((await timed(`cold-${String(index)}`)).ms);
print('cold start', cold);

const warm: number[] = [];
for (let index = 0; index < 2000; index += 1) warm.push((await timed('warm')).ms);
print('warm call', warm.slice(100));

const large: number[] = [];
const payload = { name: 'x'.repeat(5_000_000) };
for (let index = 0; index < 20; index += 1) large.push((await timed('warm', payload)).ms);
print('warm call, 5 MB in and out', large);

const startedAt = performance.now();
const together = await Promise.all(Array.from({ length: 16 }, () => timed('together')));
const environments = new Set(together.map(({ pid }) => pid));
console.log(
  `16 at once: ${(performance.now() - startedAt).toFixed(0)} ms, ${String(environments.size)} environments`,
);

if (process.platform === 'linux') {
  const privateMb = [...environments].map((pid) => {
    const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'latin1');
    const kilobytes = [...rollup.matchAll(/^Private_\w+:\s+(\d+)/gm)].map(([, size]) =>
      Number(size),
    );
    return kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
  });
  print('private memory of a process, MB', privateMb);
}

function print(what: string, values: readonly number[]): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2);
  console.log(
    `${what}: best ${at(0)}, median ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)} (of ${String(values.length)})`,
  );
}
