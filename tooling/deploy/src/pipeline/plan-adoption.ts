import { readAdoptable, type AdoptableFunction, type AwsClients } from '@tooling/aws';
import {
  checkAdoption,
  describeFailure,
  ownershipTags,
  UserError,
  type Failure,
  type FunctionPlan,
  type FunctionState,
  type FunctionStore,
  type Ownership,
  type Plan,
  type WantedFunction,
} from '@tooling/core';

/** What taking one function over would mean. */
export interface Adoption {
  readonly lambda: string;
  readonly functionName: string;
  readonly ownership: Ownership;
  /** `absent` and `ours`: nothing to do. */
  readonly outcome: 'adoptable' | 'absent' | 'ours' | 'refused';
  readonly failure?: Failure | undefined;
  readonly found?: AdoptableFunction | undefined;
  /** What the next deploy would do to it. */
  readonly deploy?: FunctionPlan | undefined;
  /** Set on it and declared nowhere: stays. */
  readonly undeclared: readonly string[];
}

/** Looks at the functions of lambdas, and at whose they are. */
export async function readAdoptions(
  clients: AwsClients,
  wanted: readonly WantedFunction[],
  fromService: string | undefined,
): Promise<readonly Adoption[]> {
  return Promise.all(
    wanted.map(async ({ lambda, functionName, ownership, settings }): Promise<Adoption> => {
      const base = { lambda, functionName, ownership, undeclared: [] };
      try {
        const found = await readAdoptable(clients, functionName);
        if (found === undefined) return { ...base, outcome: 'absent' };
        const { serving, packageType, state } = found;
        const { tags } = serving.attributes;
        const isImage = settings.image !== undefined;
        const request = { functionName, tags, packageType, isImage, state, ownership, fromService };
        return { ...base, found, outcome: checkAdoption(request) ? 'adoptable' : 'ours' };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { ...base, outcome: 'refused', failure: describeFailure(error) };
      }
    }),
  );
}

/** The store as it will be once the functions are taken over: for planning what comes afterwards. */
export function withAdopted(store: FunctionStore, adoptions: readonly Adoption[]): FunctionStore {
  const found = new Map(adoptions.map((adoption) => [adoption.functionName, adoption]));
  return {
    ...store,
    readFunctions: async (queries) => {
      const states = await store.readFunctions(queries);
      return states.map((state, index): FunctionState => {
        const adoption = found.get(queries[index]?.functionName ?? '');
        if (adoption?.found === undefined) return state;
        const serving = state.kind === 'live' ? state.live : adoption.found.serving;
        const tags = { ...serving.attributes.tags, ...ownershipTags(adoption.ownership) };
        const attributes = { ...serving.attributes, tags };
        return { kind: 'live', live: { ...serving, attributes } };
      });
    },
  };
}

/** Adds to each what the next deploy would do, and what would stay. */
export function withDeploys(adoptions: readonly Adoption[], plan: Plan): readonly Adoption[] {
  return adoptions.map((adoption) => ({
    ...adoption,
    deploy: plan.functions.find(({ functionName }) => functionName === adoption.functionName),
    undeclared:
      plan.undeclared.find(({ functionName }) => functionName === adoption.functionName)?.fields ??
      [],
  }));
}
