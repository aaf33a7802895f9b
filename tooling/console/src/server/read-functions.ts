import { functionNameOf, parseOwnership, parseProvenance } from '@tooling/core';
import type { LocalFunction } from '@tooling/core/local-api';
import type { DeployedFunction, FunctionsAnswer, FunctionSummary } from '../api/console-api.ts';
import type { Declared } from './read-declared.ts';
import { summarizeTriggers, type Addresses } from './summarize-triggers.ts';

export interface FunctionFacts {
  readonly declared: Declared;
  /** What the local AWS has. */
  readonly deployed: readonly LocalFunction[];
  readonly addresses: Addresses;
  /** Since when functions run other code than that of their live version: by function. */
  readonly overridden: ReadonlyMap<string, string>;
}

/** Every lambda with what is deployed of it, and every other function that the local AWS has. */
export function describeFunctions(facts: FunctionFacts): FunctionsAnswer {
  const { declared, deployed, overridden } = facts;
  const { stage, lambdas, problem } = declared;
  const byName = new Map(deployed.map((one) => [one.functionName, one]));
  const own = lambdas.map((lambda): FunctionSummary => {
    const functionName = functionNameOf(stage, lambda);
    const local = byName.get(functionName);
    return {
      lambda: lambda.name,
      functionName,
      directory: lambda.directory,
      triggers: summarizeTriggers(lambda.wanted, facts.addresses, local),
      deployed: local && describeDeployed(local),
      overriddenAt: overridden.get(functionName),
    };
  });
  const declaredNames = new Set(own.map(({ functionName }) => functionName));
  const others = deployed
    .filter(({ functionName }) => !declaredNames.has(functionName))
    .map((local): FunctionSummary => ({
      lambda: lambdaOf(local, declared),
      functionName: local.functionName,
      triggers: [],
      deployed: describeDeployed(local),
    }));
  const functions = [...own, ...others].sort((one, other) => (one.lambda < other.lambda ? -1 : 1));
  return { stage: stage.name, functions, problem };
}

function describeDeployed(local: LocalFunction): DeployedFunction {
  const { live } = local;
  return {
    state: local.state,
    // Of a function that was only created there was no update.
    lastUpdateStatus: local.lastUpdateStatus ?? 'Successful',
    runtime: local.runtime,
    memorySize: local.memorySize,
    timeout: local.timeout,
    codeSize: local.codeSize,
    lastModified: local.lastModified,
    live: live && { version: live.version, commit: parseProvenance(live.description)?.commit },
  };
}

/** Of an orphan the lambda that it was; else the function's own name. */
export function lambdaOf(
  { functionName, tags }: LocalFunction,
  { service, stage }: Declared,
): string {
  const owner = parseOwnership(tags);
  const isOurs = owner?.service === service && owner.stage === stage.name;
  return isOurs ? owner.lambda : functionName;
}
