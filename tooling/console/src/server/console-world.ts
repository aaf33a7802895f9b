import {
  createAwsClients,
  createVersionStore,
  readApiEndpoint,
  type AwsClients,
} from '@tooling/aws';
import { functionNameOf } from '@tooling/core';
import type { LocalFunction } from '@tooling/core/local-api';
import type { FunctionsAnswer, GraphAnswer, HistoryAnswer } from '../api/console-api.ts';
import type { ConsoleOptions } from './create-console.ts';
import { describeGraph } from './describe-graph.ts';
import { readLocalFunctions } from './local-aws.ts';
import { createPlanKeeper, type PlanKeeper } from './plan-keeper.ts';
import { createBundleReader, type BundleReader } from './read-bundles.ts';
import { createDeclaredReader, type Declared, type DeclaredLambda } from './read-declared.ts';
import { describeFunctions, lambdaOf } from './read-functions.ts';
import { describeVersions } from './read-history.ts';
import { readPackageGraph } from './read-package-graph.ts';

/** What the console's answers are made of. */
export interface ConsoleWorld {
  readonly root: string;
  readonly plans: PlanKeeper;
  readonly bundles: BundleReader;
  readonly report: (error: unknown) => void;
  readFunctions(): Promise<FunctionsAnswer>;
  readGraph(): Promise<GraphAnswer>;
  /** undefined where nothing is deployed. */
  readHistory(lambda: string): Promise<HistoryAnswer | undefined>;
  /** A lambda by the name of its directory, and by nothing else. */
  findLambda(name: string): Promise<DeclaredLambda | undefined>;
  close(): Promise<void>;
}

export function openWorld(options: ConsoleOptions): ConsoleWorld {
  const { root, stage, endpoint, clock, report } = options;
  const closing = new AbortController();
  const plans = createPlanKeeper({ makePlan: options.makePlan, now: clock.date, report });
  const bundles = createBundleReader(root);
  let clients: AwsClients | undefined;
  const open = ({ stage: { region } }: Declared) =>
    (clients ??= createAwsClients(
      { region, endpoint: endpoint(), credentials: localCredentials, limited: false },
      clock,
    ));
  const readAll = createDeclaredReader(root, stage);

  /** Nobody has it who has no route. */
  const apiEndpointOf = async (declared: Declared) => {
    const isWanted = declared.lambdas.some(({ wanted }) =>
      wanted?.triggers.triggers.some(({ type }) => type === 'httpApi'),
    );
    const owner = { service: declared.service, stage, lambda: '' };
    return isWanted ? readApiEndpoint(open(declared), owner) : undefined;
  };

  return {
    root,
    plans,
    bundles,
    report,
    async readFunctions() {
      const [declared, deployed] = await Promise.all([
        readAll(),
        readLocalFunctions(endpoint(), closing.signal),
      ]);
      const addresses = { apiEndpoint: await apiEndpointOf(declared) };
      const overridden = options.overridden?.() ?? new Map<string, string>();
      return describeFunctions({ declared, deployed, addresses, overridden });
    },
    async readGraph() {
      const { lambdas, problem } = await readAll();
      const [graph, built] = await Promise.all([
        readPackageGraph(root, lambdas),
        bundles.readAll(lambdas),
      ]);
      const { plan, state } = plans;
      return describeGraph({ graph, bundles: built, plan, state, problem });
    },
    async readHistory(lambda) {
      const declared = await readAll();
      const functionName = await functionOf(lambda, declared, () =>
        readLocalFunctions(endpoint(), closing.signal),
      );
      if (functionName === undefined) return undefined;
      const history = await createVersionStore(open(declared)).readHistory(functionName);
      return history && describeVersions(history, { service: declared.service, stage, lambda });
    },
    findLambda: async (name) => (await readAll()).lambdas.find((lambda) => lambda.name === name),
    async close() {
      closing.abort();
      await plans.close();
      clients?.destroy();
    },
  };
}

/** Of a lambda that is gone, and of what is no lambda, the local AWS knows the function. */
async function functionOf(
  lambda: string,
  declared: Declared,
  readDeployed: () => Promise<readonly LocalFunction[]>,
): Promise<string | undefined> {
  if (declared.lambdas.some(({ name }) => name === lambda)) {
    return functionNameOf(declared.stage, { name: lambda });
  }
  const deployed = await readDeployed();
  return deployed.find((local) => lambdaOf(local, declared) === lambda)?.functionName;
}

/** The local AWS takes any. */
const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };
