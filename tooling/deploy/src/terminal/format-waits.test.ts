import { expect, it } from 'vitest';
import { formatWaits } from './format-waits.ts';

it('says how long a run waited, and why', () => {
  expect(
    formatWaits([
      { reason: 'quota', quota: 'Lambda', milliseconds: 19_960, times: 280 },
      { reason: 'throttled', quota: 'GetFunction', milliseconds: 3100, times: 1 },
      { reason: 'role', milliseconds: 1500, times: 2 },
      { reason: 'update', milliseconds: 120, times: 4 },
    ]),
  ).toBe(
    "waited 20.0 s for the quota of Lambda's control plane, 3.1 s for others who use GetFunction too (1 refusal), 1.5 s for new roles to reach Lambda",
  );
});

it('says nothing of waits that nobody noticed', () => {
  expect(formatWaits([{ reason: 'update', milliseconds: 200, times: 1 }])).toBeUndefined();
});
