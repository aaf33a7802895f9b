import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Kills a process and all that it has started, directly or not: turbo gives its tasks groups of their own. */
export async function killTree(pid: number): Promise<void> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const children = new Map<number, number[]>();
  for (const line of stdout.trim().split('\n')) {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const descendants = (of: number): number[] => [
    of,
    ...(children.get(of) ?? []).flatMap(descendants),
  ];
  for (const one of descendants(pid)) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // Ended by itself meanwhile.
    }
  }
}
