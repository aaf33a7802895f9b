import { applyPlan } from '../../src/apply/apply-plan.ts';
import { startPreparing } from '../../src/apply/start-preparing.ts';
import type { Preparation } from '../../src/apply/application.ts';
import { planDeployment, queryOf, wantFunction, type Plan, type Report } from '@tooling/core';
import { createMonitor } from '@tooling/aws';
import {
  artifactOf,
  openStore,
  service,
  usualStage,
  zipOf,
  zipSourceOf,
  type Source,
} from '../open-store.ts';
import { createTestClock } from '../run-lambda.ts';

/** By name of the lambda: what it answers, and its configuration. */
export type Lambdas = Readonly<Record<string, Source>>;

/** A deploy as the command makes it, but for the build: an artifact is a text that is answered. */
export async function deployAll(endpoint: string, lambdas: Lambdas): Promise<Report> {
  const clock = createTestClock();
  await using open = openStore(endpoint, { clock });
  const { store } = open;
  const plan = await planAll(store, lambdas);
  const preparation: Preparation = {
    store,
    clock,
    zipOf: ({ lambda }) => zipSourceOf(lambdas[lambda] ?? {}),
    smokeTestsOf: () => [],
    emit: () => undefined,
    explain: (error) => error,
    signal: new AbortController().signal,
  };
  const preparing = startPreparing(preparation);
  for (const planned of plan.functions) preparing.begin(planned);
  const monitor = createMonitor(open.clients);
  return await applyPlan({ ...preparation, plan, preparing, monitor, independent: false });
}

/** What a deploy would do, without doing it. */
export async function planAll(
  store: ReturnType<typeof openStore>['store'],
  lambdas: Lambdas,
): Promise<Plan> {
  const wanted = Object.entries(lambdas).map(([name, { config = {} }]) =>
    wantFunction(
      {
        name,
        packageName: `@lambdas/${name}`,
        packageVersion: '1.0.0',
        directory: `lambdas/${name}`,
        config,
      },
      { service },
      usualStage,
    ),
  );
  const states = await store.readFunctions(wanted.map(queryOf));
  return planDeployment({
    service,
    stage: usualStage.name,
    account: await store.readAccount(),
    region: usualStage.region,
    commit: 'none',
    candidates: wanted.map((one, index) => {
      const source = lambdas[one.lambda] ?? {};
      return {
        wanted: one,
        graphHash: `hash-${source.text ?? ''}`,
        state: states[index] ?? { kind: 'absent' },
        artifact: artifactOf(zipOf(source)),
      };
    }),
    owned: [],
    functionNames: wanted.map(({ functionName }) => functionName),
  });
}
