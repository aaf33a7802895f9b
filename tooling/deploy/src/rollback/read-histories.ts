import {
  functionNameOf,
  type FunctionHistory,
  type Ownership,
  type RollbackCandidate,
} from '@tooling/core';
import type { WorkspaceNames } from '@tooling/workspace';
import pLimit from 'p-limit';
import type { OpenStage } from '../pipeline/open-stage.ts';

// Requests are spaced by the quota; this only bounds how many wait.
const readAtOnce = 16;

/** A function with its past, and whose it has to be. */
export type PastFunction = RollbackCandidate;

/** Reads the past of the functions of these lambdas, in their order. */
export function readHistories(
  { deployConfig: { service } }: WorkspaceNames,
  { stage, versions }: OpenStage,
  lambdas: readonly string[],
): Promise<readonly PastFunction[]> {
  return pLimit(readAtOnce).map(lambdas, async (lambda) => {
    const functionName = functionNameOf(stage, { name: lambda });
    const ownership: Ownership = { service, stage: stage.name, lambda };
    return { functionName, ownership, history: await versions.readHistory(functionName) };
  });
}

/** Those that are there, by name of the function. */
export function historiesByName(
  functions: readonly PastFunction[],
): ReadonlyMap<string, FunctionHistory> {
  return new Map(
    functions.flatMap(({ functionName, history }) =>
      history === undefined ? [] : [[functionName, history] as const],
    ),
  );
}
