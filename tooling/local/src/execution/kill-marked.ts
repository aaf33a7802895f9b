import { readdirSync, readFileSync } from 'node:fs';

/** A process may start another one between two looks; one that does so for ever is left alone. */
const mostLooks = 5;

/**
 * Kills every process of this user that was started with a variable, given as `NAME=value`: what a
 * function starts in a session of its own is in no process group that is known. Linux only.
 */
export function killMarked(variable: string): void {
  if (process.platform !== 'linux') return;
  const marker = Buffer.from(`\0${variable}\0`);
  for (let look = 0; look < mostLooks; look += 1) {
    const killed = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && killIf(pid, marker));
    if (killed.length === 0) return;
  }
}

function killIf(pid: string, marker: Buffer): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`);
    if (!Buffer.concat([Buffer.of(0), environment]).includes(marker)) return false;
    process.kill(Number(pid), 'SIGKILL');
    return true;
  } catch {
    // It has ended, or is another user's.
    return false;
  }
}
