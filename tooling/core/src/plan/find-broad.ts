import type { Permission } from '../config/permissions-config.ts';

const isBroadAction = (action: string): boolean => action === '*' || action.endsWith(':*');

/** Everything there is, or everything of a service: `arn:aws:s3:::*`. */
const isBroadResource = (resource: string): boolean =>
  resource === '*' || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:\*$/.test(resource);

/** The permissions that allow more than anybody needs: `s3:* on arn:aws:s3:::data/*`. */
export function findBroad(permissions: readonly Permission[]): readonly string[] {
  return permissions.flatMap(({ actions, resources }) => {
    const broadActions = actions.filter(isBroadAction);
    const broadResources = resources.filter(isBroadResource);
    if (broadActions.length + broadResources.length === 0) return [];
    const named = (broad: readonly string[], all: readonly string[]) =>
      (broad.length > 0 ? broad : all).join(', ');
    return [`${named(broadActions, actions)} on ${named(broadResources, resources)}`];
  });
}
