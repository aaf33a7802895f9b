import type { Stage } from './config/deploy-config.ts';
import { policyHash } from './execution-policy.ts';
import type { ExecutionRole } from './execution-role.ts';
import type { MergedConfig } from './merge-configs.ts';
import type { DeclaredEnvironment } from './references.ts';
import { roleNameOf } from './role-name.ts';
import { sourcesOf } from './triggers/source-policy.ts';

interface RoleSubject {
  readonly config: MergedConfig;
  readonly functionName: string;
  readonly stage: Stage;
  readonly environment: DeclaredEnvironment;
}

/** The role to make for a function; none where the configuration names one. */
export function wantExecutionRole({ config, functionName, stage, environment }: RoleSubject): {
  readonly executionRole?: ExecutionRole;
} {
  if (typeof config.role === 'string') return {};
  const { region, rolePath, permissionsBoundary } = stage;
  const sources = sourcesOf(config.triggers ?? []);
  const role: ExecutionRole = {
    name: roleNameOf(functionName, region),
    path: rolePath,
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    isRequired: config.role === null || config.permissions !== undefined,
    permissions: config.permissions ?? [],
    reads: environment.reads,
    ...(sources.length > 0 && { sources }),
  };
  const hash = policyHash(role);
  return { executionRole: { ...role, ...(hash !== undefined && { policyHash: hash }) } };
}
