import { findStage, UserError, wantFunction, type Stage, type WantedFunction } from '@tooling/core';
import { readWorkspace, readWorkspaceNames } from '@tooling/workspace';
import type { Problem } from '../api/console-api.ts';
import { problemOf } from './answers.ts';
import { workspaceEdition } from './workspace-edition.ts';

/** What the repository says of its lambdas, as far as it can be read. */
export interface Declared {
  readonly service: string;
  readonly stage: Stage;
  /** Sorted by name. */
  readonly lambdas: readonly DeclaredLambda[];
  readonly problem?: Problem | undefined;
}

export interface DeclaredLambda {
  readonly name: string;
  /** From the root. */
  readonly directory: string;
  readonly packageName?: string | undefined;
  /** Absent where the workspace, or what this lambda declares, is wrong. */
  readonly wanted?: WantedFunction | undefined;
}

/** Reads the workspace when it has changed since the last time, and once for all who ask at once. */
export function createDeclaredReader(root: string, stageName: string): () => Promise<Declared> {
  let last: { readonly edition: string; readonly reading: Promise<Declared> } | undefined;
  return async () => {
    const edition = workspaceEdition(root);
    if (last?.edition !== edition) last = { edition, reading: readDeclared(root, stageName) };
    const current = last;
    const declared = await current.reading.catch((error: unknown) => {
      if (last === current) last = undefined;
      throw error;
    });
    // What is wrong may be mended in a file that is not looked at.
    if (declared.problem !== undefined && last === current) last = undefined;
    return declared;
  };
}

/** Reads the workspace; whatever is wrong with it is told with what could be read all the same. */
async function readDeclared(root: string, stageName: string): Promise<Declared> {
  try {
    const { deployConfig, lambdas } = await readWorkspace(root);
    const stage = findStage(deployConfig, stageName);
    const errors: UserError[] = [];
    const declared = lambdas.map((lambda): DeclaredLambda => {
      const { name, directory, packageName } = lambda;
      try {
        return { name, directory, packageName, wanted: wantFunction(lambda, deployConfig, stage) };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        errors.push(error);
        return { name, directory, packageName };
      }
    });
    const [first, ...others] = errors;
    const problem = first && joined(first, others);
    return { service: deployConfig.service, stage, lambdas: declared, problem };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...(await readNames(root, stageName)), problem: problemOf(error) };
  }
}

function joined(first: UserError, others: readonly UserError[]): Problem {
  if (others.length === 0) return problemOf(first);
  const all = [first, ...others];
  const problems = all.flatMap(({ message, problems: more }) => [message, ...more]);
  return { message: `${all.length} lambdas cannot be read`, problems, hint: first.hint };
}

async function readNames(root: string, stageName: string): Promise<Declared> {
  try {
    const { deployConfig, lambdas } = await readWorkspaceNames(root);
    return {
      service: deployConfig.service,
      stage: findStage(deployConfig, stageName),
      lambdas: lambdas.map(({ name }) => ({ name, directory: `lambdas/${name}` })),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Not even deploy.config.ts: nothing is known but what the local AWS has.
    const service = 'lambdas';
    return { service, stage: findStage({ service }, stageName), lambdas: [] };
  }
}
