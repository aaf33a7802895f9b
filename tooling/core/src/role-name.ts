import { descriptionHash } from './provenance.ts';

// IAM's limit. Function names may be as long, and the region comes on top: roles are global.
const roleNameLength = 64;

/** Name of the role that we make for a function: the function's, and its region's. */
export function roleNameOf(functionName: string, region: string): string {
  const name = `${functionName}-${region}`;
  if (name.length <= roleNameLength) return name;
  return `${name.slice(0, roleNameLength - 9)}-${descriptionHash(name)}`;
}
