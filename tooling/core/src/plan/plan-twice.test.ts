import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lambdaConfigs } from '../../test/arbitraries.ts';
import { planOne, stateAfter } from '../../test/deploy-one.ts';
import { artifactOf, want } from '../../test/examples.ts';
import { chooseBuilds, type BuiltCandidate, type FunctionState } from '../index.ts';

/** One deploy: a configuration, the name of its sources, and of what they are with their comments. */
const deploys = fc.record({
  config: lambdaConfigs,
  code: fc.constantFrom('a', 'b'),
  comments: fc.constantFrom('p', 'q'),
});

type Deploy = typeof deploys extends fc.Arbitrary<infer Value> ? Value : never;

const candidateFor = (
  { config, code, comments }: Deploy,
  state: FunctionState,
): BuiltCandidate => ({
  wanted: want(config),
  graphHash: `graph-${code}-${comments}`,
  artifact: artifactOf(code, comments),
  state,
});

function run(deploy: Deploy, state: FunctionState): FunctionState {
  const candidate = candidateFor(deploy, state);
  // As in a deploy: what need not be built is not compared with an artifact either.
  const [choice] = chooseBuilds([candidate], { verify: false });
  if (choice?.build !== true) return state;
  const planned = planOne(candidate);
  if (planned.action === 'none' || planned.action === 'blocked') return state;
  return stateAfter(planned, state);
}

const runAll = (history: readonly Deploy[]) =>
  history.reduce<FunctionState>((state, deploy) => run(deploy, state), { kind: 'absent' });

const histories = fc.array(deploys, { minLength: 1, maxLength: 5 });

test('after a deploy there is nothing to do, whatever was deployed before', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const last = history.at(-1);
      if (last === undefined) throw new Error('empty history');
      expect(planOne(candidateFor(last, runAll(history)))).toMatchObject({ action: 'none' });
    }),
  );
});

test('what is live is the last deploy’s code and everything that it declares', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const last = history.at(-1);
      const state = runAll(history);
      if (last === undefined || state.kind !== 'live') throw new Error('nothing is live');
      const { settings, attributes } = want(last.config);
      const { removedEnvironment = [], ...declared } = settings;
      const { tags, removedTags = [] } = attributes;
      const { live } = state;
      expect(live.provenance?.code).toBe(artifactOf(last.code).codeDigest);
      expect(live.settings).toMatchObject(JSON.parse(JSON.stringify(declared)));
      expect(live.attributes.tags).toMatchObject(tags);
      const keys = [
        ...Object.keys(live.settings.environment),
        ...Object.keys(live.attributes.tags),
      ];
      const removed = [...removedEnvironment, ...removedTags];
      expect(keys.filter((key) => removed.includes(key))).toEqual([]);
    }),
  );
});

test('a deploy that published is known by its sources: the next one builds nothing', () => {
  fc.assert(
    fc.property(deploys, (deploy) => {
      const candidate = candidateFor(deploy, run(deploy, { kind: 'absent' }));
      expect(chooseBuilds([candidate], { verify: false })).toMatchObject([{ build: false }]);
    }),
  );
});
