import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { UserError } from '@tooling/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultSchedules, interventions, workspaces } from '../test/convergence/arbitraries.ts';
import { doByHand } from '../test/convergence/by-hand.ts';
import { deployAll, planAll, type Lambdas } from '../test/convergence/engine.ts';
import { openStore } from '../test/open-store.ts';
import { startStage, type TestStage } from '../test/stage.ts';

/** `live` is nothing yet, or a version that is whole: whatever happened. */
async function expectWhole({ lambda }: TestStage, lambdas: Lambdas): Promise<void> {
  for (const FunctionName of Object.keys(lambdas)) {
    const live = await lambda
      .send(new GetFunctionCommand({ FunctionName, Qualifier: 'live' }))
      .catch(() => undefined);
    if (live === undefined) continue;
    expect(live.Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  }
}

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
  { timeout: 600_000 },
  async () => {
    await using stage = await startStage();
    await fc.assert(
      fc.asyncProperty(
        workspaces,
        interventions,
        fc.array(fc.tuple(workspaces, faultSchedules), { minLength: 1, maxLength: 3 }),
        workspaces,
        async (first, byHand, disturbed, wanted) => {
          await stage.aws.setFaults(undefined);
          await stage.aws.reset();
          await deployAll(stage.aws.url, first);
          for (const intervention of byHand) await doByHand(stage, intervention);
          for (const [lambdas, faults] of disturbed) {
            await stage.aws.setFaults(faults);
            await deployAll(stage.aws.url, lambdas).catch(throwUnlessExplained);
            await stage.aws.setFaults(undefined);
            await expectWhole(stage, lambdas);
          }
          await expectConvergence(stage, wanted);
        },
      ),
      { numRuns: Number(process.env.CONVERGENCE_RUNS ?? 100) },
    );
  },
);
