import type { Wait } from '@tooling/core';

// Below that nobody noticed.
const worthTellingMs = 500;

const reasons: Readonly<Record<Wait['reason'], (wait: Wait) => string>> = {
  quota: ({ quota = '' }) => `the quota of ${nameQuota(quota)}`,
  throttled: ({ quota = '', times }) =>
    `others who use ${nameQuota(quota)} too (${count(times, 'refusal')})`,
  retry: ({ quota = '', times }) => `${quota}, which failed (${count(times, 'repetition')})`,
  role: () => 'new roles to reach Lambda',
  update: () => 'Lambda to take over updates',
  others: () => 'others who change the same functions',
};

function nameQuota(quota: string): string {
  if (quota === 'Lambda') return "Lambda's control plane";
  return quota;
}

const count = (times: number, word: string) => `${times} ${word}${times === 1 ? '' : 's'}`;

/** One line of what a run waited for and how long; undefined when it is not worth one. */
export function formatWaits(waits: readonly Wait[]): string | undefined {
  const parts = waits
    .filter(({ milliseconds }) => milliseconds >= worthTellingMs)
    .map((wait) => `${(wait.milliseconds / 1000).toFixed(1)} s for ${reasons[wait.reason](wait)}`);
  return parts.length === 0 ? undefined : `waited ${parts.join(', ')}`;
}
