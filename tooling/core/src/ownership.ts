/** Tags by which a function is known to be ours, and whose. */
export interface Ownership {
  readonly service: string;
  readonly stage: string;
  /** Name of the lambda: its directory under lambdas/. */
  readonly lambda: string;
}

const keys = {
  service: 'lambda-deploy:service',
  stage: 'lambda-deploy:stage',
  lambda: 'lambda-deploy:lambda',
} as const;

export function ownershipTags(ownership: Ownership): Record<string, string> {
  return {
    [keys.service]: ownership.service,
    [keys.stage]: ownership.stage,
    [keys.lambda]: ownership.lambda,
  };
}

/** Undefined when any of the tags is missing: then it is somebody else's. */
export function parseOwnership(tags: Readonly<Record<string, string>>): Ownership | undefined {
  const { [keys.service]: service, [keys.stage]: stage, [keys.lambda]: lambda } = tags;
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
