import { expect, it } from 'vitest';
import { sweep } from '../test/kill-sweep/sweep.ts';

it(
  'converges after a kill after each request of a deploy, its answer lost, with no request more than needed, and live serves all the time',
  { timeout: 1_800_000 },
  async () => {
    expect((await sweep('after')).length).toBeGreaterThan(30);
  },
);
