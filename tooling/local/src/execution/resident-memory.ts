import { readFileSync } from 'node:fs';

/**
 * What a process holds in memory and held at most, in bytes; undefined where the system does not
 * tell (everywhere but on Linux) and once the process is gone.
 */
export function residentMemory(pid: number): { current: number; peak: number } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'latin1');
    const kilobytes = (field: string) =>
      Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
    const [current, peak] = [kilobytes('VmRSS'), kilobytes('VmHWM')];
    return Number.isNaN(current) ? undefined : { current: current * 1024, peak: peak * 1024 };
  } catch {
    return undefined;
  }
}
