import type { PolicyStatement } from '../execution-policy.ts';

/** Actions that a role may do on something from now on. */
export interface NewPermission {
  readonly resource: string;
  /** Sorted. */
  readonly actions: readonly string[];
  /** JSON; absent where there is none. */
  readonly condition?: string | undefined;
}

interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly condition?: string | undefined;
}

/**
 * What one policy allows and another does not. Wildcards of the former cover what they stand for, so that
 * a policy that is narrowed allows nothing new.
 */
export function newPermissions(
  before: readonly Partial<PolicyStatement>[],
  after: readonly PolicyStatement[],
): readonly NewPermission[] {
  const known = before.flatMap(grantsOf);
  const added = after
    .flatMap(grantsOf)
    .filter((grant) => !known.some((former) => isCovered(grant, former)));
  const byPlace = Map.groupBy(added, ({ resource, condition = '' }) => `${resource} ${condition}`);
  return [...byPlace.values()].flatMap((grants) => {
    const [first] = grants;
    if (first === undefined) return [];
    const { resource, condition } = first;
    const actions = [...new Set(grants.map(({ action }) => action))].sort();
    return [{ resource, actions, ...(condition !== undefined && { condition }) }];
  });
}

/** IAM keeps a list of one as a text, where somebody wrote it so. */
function grantsOf(statement: Partial<PolicyStatement>): readonly Grant[] {
  const { Effect: effect, Action: actions = [], Resource: resources = [], Condition } = statement;
  if (effect !== 'Allow') return [];
  const condition = Condition && JSON.stringify(Condition);
  return [actions].flat().flatMap((action) =>
    [resources].flat().map((resource) => ({
      action,
      resource,
      ...(condition !== undefined && { condition }),
    })),
  );
}

/** Actions are the same in any case, resources are not. */
function isCovered(grant: Grant, by: Grant): boolean {
  return (
    matches(by.action.toLowerCase(), grant.action.toLowerCase()) &&
    matches(by.resource, grant.resource) &&
    (by.condition === undefined || by.condition === grant.condition)
  );
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
