/**
 * Name of the role that we make for a function: the function's, and its region's, since roles are
 * global. It may be longer than IAM takes: see `checkWanted`.
 */
export const roleNameOf = (functionName: string, region: string): string =>
  `${functionName}-${region}`;
