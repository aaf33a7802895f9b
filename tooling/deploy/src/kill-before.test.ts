import { expect, it } from 'vitest';
import { sweep } from '../test/kill-sweep/sweep.ts';

it(
  'converges after a kill before each request of a deploy, with no request more than needed, and live serves all the time',
  { timeout: 1_800_000 },
  async () => {
    expect((await sweep('before')).length).toBeGreaterThan(30);
  },
);
