import { readdir, readFile } from 'node:fs/promises';

/** Long enough to cost the measured program nothing that is seen, short enough to meet its peak. */
const intervalMs = 500;

// A process may end while it is looked at.
const read = (path: string) => readFile(path, 'utf8').catch(() => '');

/** @returns the parent of each process; empty where there is no /proc */
async function readParents(): Promise<ReadonlyMap<string, string>> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => read(`/proc/${pid}/stat`)));
  // The program's name is in brackets, and may have any character: `4711 (a b) S 4710 …`.
  const parents = stats.map((stat) => stat.slice(stat.lastIndexOf(')')).split(' ')[2] ?? '');
  return new Map(pids.map((pid, index) => [pid, parents[index] ?? '']));
}

function isBelow(pid: string, ancestor: string, parents: ReadonlyMap<string, string>): boolean {
  for (let one: string | undefined = pid; one !== undefined; one = parents.get(one)) {
    if (one === ancestor) return true;
  }
  return false;
}

/** What a process and its descendants hold; a page that several share counts once, in parts. */
async function sumBytes(root: string): Promise<number> {
  const parents = await readParents();
  const pids = [...parents.keys()].filter((pid) => isBelow(pid, root, parents));
  const rollups = await Promise.all(pids.map((pid) => read(`/proc/${pid}/smaps_rollup`)));
  const kilobytes = rollups.map((rollup) => Number(/^Pss: +(\d+) kB$/m.exec(rollup)?.[1] ?? 0));
  return kilobytes.reduce((total, one) => total + one, 0) * 1024;
}

/** Looks now and again what a process and all that it started hold. */
export function watchMemory(pid: number | undefined): { stop(): number | undefined } {
  let peak = 0;
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    peak = Math.max(peak, await sumBytes(String(pid)));
    isLooking = false;
  };
  const timer = setInterval(() => void look(), intervalMs);
  return {
    stop() {
      clearInterval(timer);
      return peak === 0 ? undefined : peak;
    },
  };
}
