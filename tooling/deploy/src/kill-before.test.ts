import { expect, it } from 'vitest';
import { sweep } from '../test/kill-sweep/sweep.ts';

// A deploy for each of its requests, and another one after it: on a busy machine that takes long.
it(
  'converges after a kill before each request of a deploy, with no request more than needed, and live serves all the time',
  { timeout: 2_700_000 },
  async () => {
    expect((await sweep('before')).length).toBeGreaterThan(30);
  },
);
