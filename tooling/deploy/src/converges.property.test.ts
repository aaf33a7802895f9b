import { GetFunctionCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { UserError } from '@tooling/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  allNames,
  faultSchedules,
  interventions,
  workspaces,
  type ByHand,
} from '../test/convergence/arbitraries.ts';
import { doByHand, makeWay } from '../test/convergence/by-hand.ts';
import { deployAll, planAll, type Lambdas } from '../test/convergence/engine.ts';
import { expectWanted } from '../test/convergence/expect-wanted.ts';
import { openStore } from '../test/open-store.ts';
import { startStage, type TestStage } from '../test/stage.ts';

/** Functions that have had a `live`, which only a stranger may have deleted. */
async function expectWhole(
  { lambda }: TestStage,
  served: Set<string>,
  mayBeDeleted: (name: string) => boolean,
): Promise<void> {
  for (const FunctionName of allNames) {
    try {
      const { Configuration } = await lambda.send(
        new GetFunctionCommand({ FunctionName, Qualifier: 'live' }),
      );
      expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
      served.add(FunctionName);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      const isExplained = !served.has(FunctionName) || mayBeDeleted(FunctionName);
      expect({ FunctionName, isExplained }).toEqual({ FunctionName, isExplained: true });
      served.delete(FunctionName);
    }
  }
}

/** Whether a stranger has deleted a function in the middle of a run. */
const deletesAnything = ({ rules }: ReturnType<TestStage['aws']['faults']>) =>
  rules.some((rule) => rule.fault === 'stranger' && rule.does === 'delete' && rule.struck > 0);

/** Whatever fails is in the report, or is an error with a code: never anything else. */
function throwUnlessExplained(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
}

const writesOf = ({ aws }: TestStage) =>
  Object.keys(aws.requests().operations).filter(
    (operation) => !/:(?:Get|List|Describe)/.test(operation),
  );

/** One run reaches what is wanted, and one more finds nothing to do and writes nothing. */
async function expectConvergence(stage: TestStage, lambdas: Lambdas): Promise<void> {
  const report = await deployAll(stage.aws.url, lambdas);
  expect({ exitCode: report.exitCode, report }).toMatchObject({ exitCode: 0 });
  await expectWanted(stage, lambdas);
  await using open = openStore(stage.aws.url);
  const plan = await planAll(open.store, lambdas);
  expect(plan.functions.filter(({ action }) => action !== 'none')).toEqual([]);

  const before = JSON.stringify(countsOf(stage));
  expect(await deployAll(stage.aws.url, lambdas)).toMatchObject({ exitCode: 0 });
  expect(JSON.stringify(countsOf(stage))).toBe(before);
}

const countsOf = (stage: TestStage) => {
  const { operations } = stage.aws.requests();
  return writesOf(stage).map((operation) => [operation, operations[operation]]);
};

it(
  'after any faults and any interference, one run reaches what is wanted and another writes nothing',
  { timeout: 1_200_000 },
  async () => {
    await using stage = await startStage({ settleMs: 5 });
    await fc.assert(
      fc.asyncProperty(
        workspaces,
        fc.array(fc.tuple(interventions, workspaces, faultSchedules), {
          minLength: 1,
          maxLength: 3,
        }),
        interventions,
        workspaces,
        async (first, disturbed, byHand, wanted) => {
          await stage.aws.setFaults(undefined);
          await stage.aws.reset();
          await deployAll(stage.aws.url, first);
          const served = new Set<string>();
          await expectWhole(stage, served, () => false);
          const interfere = async (deeds: readonly ByHand[]) => {
            const deleted = new Set<string>();
            for (const deed of deeds) {
              const isDone = await doByHand(stage, deed);
              if (isDone && /^delete(?:-alias)?$/.test(deed.does)) deleted.add(deed.name);
            }
            await expectWhole(stage, served, (name) => deleted.has(name));
          };
          for (const [deeds, lambdas, faults] of disturbed) {
            await interfere(deeds);
            await stage.aws.setFaults(faults);
            await deployAll(stage.aws.url, lambdas).catch(throwUnlessExplained);
            const struck = stage.aws.faults();
            await stage.aws.setFaults(undefined);
            await expectWhole(stage, served, () => deletesAnything(struck));
          }
          await interfere(byHand);
          await makeWay(stage, allNames);
          await expectConvergence(stage, wanted);
        },
      ),
      // The same ones each time, so that a check says of a change what it does; others to look for more.
      {
        numRuns: Number(process.env.CONVERGENCE_RUNS ?? 20),
        seed: Number(process.env.CONVERGENCE_SEED ?? 1),
      },
    );
  },
);
