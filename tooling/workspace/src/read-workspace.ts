import { deployConfigSchema, joinErrors, type DeployConfig, type Lambda } from '@tooling/core';
import { listLambdaNames } from './list-lambda-directories.ts';
import { loadConfig } from './load-config.ts';
import { readLambdas } from './read-lambdas.ts';
import { settlePartly } from './settle-all.ts';

/** The repository as plain data. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  readonly deployConfig: DeployConfig;
  /** Sorted by name. */
  readonly lambdas: readonly Lambda[];
}

/** Reads deploy.config.ts. @throws UserError CONFIG_INVALID */
async function readDeployConfig(root: string): Promise<DeployConfig> {
  const config = await loadConfig(root, '.', 'deploy.config', deployConfigSchema);
  return config ?? { service: 'lambdas' };
}

/** What a stage can be asked with: no lambda is read for it. */
export interface WorkspaceNames {
  /** Absolute. */
  readonly root: string;
  readonly deployConfig: DeployConfig;
  /** Sorted. */
  readonly lambdas: readonly { readonly name: string }[];
}

/**
 * The names of all lambdas, also of those that are half written: what is live of the others can be asked
 * all the same.
 *
 * @throws UserError with what is wrong with deploy.config.ts
 */
export async function readWorkspaceNames(root: string): Promise<WorkspaceNames> {
  const [deployConfig, names] = await Promise.all([readDeployConfig(root), listLambdaNames(root)]);
  return { root, deployConfig, lambdas: names.map((name) => ({ name })) };
}

/**
 * Reads the repository.
 *
 * @param alsoCheck - asked only when something is wrong: what else is wrong with what is valid by itself
 * @throws UserError with everything that is wrong with the configuration files
 */
export async function readWorkspace(
  root: string,
  alsoCheck?: (valid: Workspace) => unknown,
): Promise<Workspace> {
  const [config, lambdas] = await Promise.all([
    settlePartly([readDeployConfig(root)]),
    readLambdas(root),
  ]);
  const [deployConfig] = config.values;
  const [first, ...others] = [...config.errors, ...lambdas.errors];
  if (deployConfig !== undefined && first === undefined) {
    return { root, deployConfig, lambdas: lambdas.values };
  }
  const checking = Promise.resolve().then(
    () => deployConfig && alsoCheck?.({ root, deployConfig, lambdas: lambdas.values }),
  );
  const more = await settlePartly([checking]);
  if (first === undefined) throw new Error('deploy.config.ts was neither read nor refused');
  throw joinErrors([first, ...others, ...more.errors]);
}
