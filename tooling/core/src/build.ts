/**
 * What a build needs of the core: nothing that brings the schemas, which take longer to load than a
 * small lambda to bundle. Builds are started by the thousand, a process each.
 */
export { checkConfig } from './config/check-config.ts';
export { describeFailure } from './errors/describe-failure.ts';
export { UserError } from './errors/user-error.ts';
export { lambdaLimits } from './limits.ts';
export { suggest } from './suggest.ts';
