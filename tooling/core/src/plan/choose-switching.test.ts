import { describe, expect, test } from 'vitest';
import { candidateOf, planOne } from '../../test/deploy-one.ts';
import { artifactOf, liveOf, want } from '../../test/examples.ts';
import type { LambdaConfig } from '../index.ts';

const switching: NonNullable<LambdaConfig['switching']> = {
  type: 'canary',
  percent: 10,
  intervalSeconds: 300,
  alarms: ['errors'],
};
const canary = (config: LambdaConfig = {}) => want({ switching, ...config });
const live = liveOf(want(), artifactOf('a'));
const role = 'arn:aws:iam::123456789012:role/other';

test('wanted switching is in the plan, and no drift', () => {
  const artifact = artifactOf('b');
  expect(planOne(candidateOf(canary(), live, { artifact }))).toMatchObject({
    action: 'update',
    switching: { ...switching, maxErrorPercent: 5 },
  });
  expect(planOne(candidateOf(canary(), live, { artifact: artifactOf('a') }))).toMatchObject({
    action: 'none',
  });
});

test('a new function is switched at once, having nothing to share traffic with', () => {
  const artifact = artifactOf('a');
  const state = { kind: 'absent' } as const;
  const planned = planOne({ wanted: canary(), graphHash: 'graph-a', state, artifact });
  expect(planned).toMatchObject({
    reasons: ['new function'],
    switching: { type: 'allAtOnce', alarms: ['errors'] },
  });
});

test('another role is switched at once, and the plan says why', () => {
  const planned = planOne(candidateOf(canary({ role }), live, { artifact: artifactOf('b') }));
  expect(planned).toMatchObject({ switching: { type: 'allAtOnce', alarms: ['errors'] } });
  expect(planned.reasons.at(-1)).toBe(
    'switched at once and not by canary: the role changes, AWS shares no traffic between such versions',
  );
});

describe('a switch that was interrupted', () => {
  const stopped = { ...live, switching: { version: '8', percent: 10 } };

  test('is ended where what is live is what is wanted', () => {
    const planned = planOne(candidateOf(want(), stopped, { artifact: artifactOf('a') }));
    expect(planned).toMatchObject({
      action: 'update',
      publishes: false,
      interrupted: { version: '8', percent: 10 },
      liveVersion: '7',
      reasons: [
        'a switch to version 8 is under way, or was interrupted, at 10 %: version 7 is wanted, and gets all traffic again',
      ],
    });
  });

  test('is told where something else is wanted', () => {
    const planned = planOne(candidateOf(want(), stopped, { artifact: artifactOf('b') }));
    expect(planned).toMatchObject({ publishes: true, interrupted: { version: '8', percent: 10 } });
    expect(planned.reasons.at(-1)).toBe(
      'a switch to version 8 is under way, or was interrupted, at 10 %: it is resumed if that is what is published now, and ended otherwise',
    );
  });

  test('that had only to be noted as over is noted', () => {
    const over = { ...live, switching: { version: '7', percent: 0 } };
    const planned = planOne(candidateOf(want(), over, { artifact: artifactOf('a') }));
    expect(planned.reasons).toEqual(['the switch to version 7 is over: only its note is left']);
  });
});
