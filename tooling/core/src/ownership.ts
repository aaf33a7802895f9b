/** Tags by which a function is known to be ours, and whose. */
export interface Ownership {
  readonly service: string;
  readonly stage: string;
  /** Name of the lambda: its directory under lambdas/. */
  readonly lambda: string;
}

export const ownershipTagKeys = {
  service: 'lambda-deploy:service',
  stage: 'lambda-deploy:stage',
  lambda: 'lambda-deploy:lambda',
} as const;

/** Tags in which a function remembers what it would cost requests to read. */
export const memoryTagKeys = {
  /** Fingerprint of what its role may do. */
  permissions: 'lambda-deploy:permissions',
  /** Fingerprints of its recorded attributes. */
  attributes: 'lambda-deploy:attributes',
  /** Fingerprint and types of the triggers: see `TriggerMark`. */
  triggers: 'lambda-deploy:triggers',
} as const;

/** Marks what an interrupted removal may leave, so that the next one finds it: not on functions. */
export const removingTagKey = 'lambda-deploy:removing';

export function ownershipTags(ownership: Ownership): Record<string, string> {
  return {
    [ownershipTagKeys.service]: ownership.service,
    [ownershipTagKeys.stage]: ownership.stage,
    [ownershipTagKeys.lambda]: ownership.lambda,
  };
}

/** Undefined when any of the tags is missing: then it is somebody else's. */
export function parseOwnership(tags: Readonly<Record<string, string>>): Ownership | undefined {
  const {
    [ownershipTagKeys.service]: service,
    [ownershipTagKeys.stage]: stage,
    [ownershipTagKeys.lambda]: lambda,
  } = tags;
  if (service === undefined || stage === undefined || lambda === undefined) return undefined;
  return { service, stage, lambda };
}

/** Whether a function of these tags belongs to this service, stage and lambda. */
export function isOwnedBy(tags: Readonly<Record<string, string>>, owner: Ownership): boolean {
  const found = parseOwnership(tags);
  return (
    found?.service === owner.service && found.stage === owner.stage && found.lambda === owner.lambda
  );
}
