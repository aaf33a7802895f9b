import { deployConfigSchema, type DeployConfig, type Lambda } from '@tooling/core';
import { loadConfig } from './load-config.ts';
import { readLambdas } from './read-lambdas.ts';
import { settleAll } from './settle-all.ts';

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

/** @throws UserError with everything that is wrong with the configuration files */
export async function readWorkspace(root: string): Promise<Workspace> {
  const reading = [readDeployConfig(root), readLambdas(root)] as const;
  await settleAll<unknown>(reading);
  const [deployConfig, lambdas] = await Promise.all(reading);
  return { root, deployConfig, lambdas };
}
