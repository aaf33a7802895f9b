import { deployConfigSchema, type DeployConfig, type Lambda } from '@tooling/core';
import { loadConfig } from './load-config.ts';
import { readLambdas } from './read-lambdas.ts';

/** The repository as plain data. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  readonly deployConfig: DeployConfig;
  /** Sorted by name. */
  readonly lambdas: readonly Lambda[];
}

/** Reads deploy.config.ts. @throws UserError CONFIG_INVALID */
export async function readDeployConfig(root: string): Promise<DeployConfig> {
  const config = await loadConfig(root, '.', 'deploy.config', deployConfigSchema);
  return config ?? { service: 'lambdas' };
}

/** @throws UserError with everything that is wrong with the configuration files */
export async function readWorkspace(root: string): Promise<Workspace> {
  const [deployConfig, lambdas] = await Promise.all([readDeployConfig(root), readLambdas(root)]);
  return { root, deployConfig, lambdas };
}
