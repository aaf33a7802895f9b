import { ownershipTagKeys } from '../ownership.ts';

type Tags = Readonly<Record<string, string>>;

/** Whether what has these tags belongs to a service's stage. What functions have is a lambda's besides. */
export const isAccessOwnedBy = (found: Tags, tags: Tags): boolean =>
  found[ownershipTagKeys.lambda] === undefined &&
  [ownershipTagKeys.service, ownershipTagKeys.stage].every((key) => found[key] === tags[key]);
