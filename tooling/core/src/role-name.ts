/**
 * Name of the role that we make for a function: the function's, and its region's, since roles are
 * global. It may be longer than IAM takes: see `checkWanted`.
 */
export const roleNameOf = (functionName: string, region: string): string =>
  `${functionName}-${region}`;

/** Name of the role by which EventBridge Scheduler calls a function. */
export const scheduleRoleNameOf = (functionName: string, region: string): string =>
  `${roleNameOf(functionName, region)}-schedule`;
