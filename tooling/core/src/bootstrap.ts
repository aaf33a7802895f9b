/** The roles and policies that a pipeline plans and deploys a stage with: see `lambda bootstrap`. */
export type { AccessPlace } from './bootstrap/access-place.ts';
export type { AccessStatement } from './bootstrap/access-statement.ts';
export { accessTemplate } from './bootstrap/access-template.ts';
export {
  planAccess,
  type AccessPlan,
  type AccessStep,
  type FoundAccess,
  type FoundRole,
} from './bootstrap/plan-access.ts';
export { parseRepository, type Repository } from './bootstrap/repository.ts';
export { readStatements } from './bootstrap/read-statements.ts';
export { writeStatements } from './bootstrap/write-statements.ts';
export { boundaryPolicy } from './bootstrap/boundary-policy.ts';
export { wantAccess, type AccessRole, type WantedAccess } from './bootstrap/want-access.ts';
