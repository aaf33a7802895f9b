import type { KindOfTriggers } from './find-triggers.ts';
import type { TriggerContext } from './trigger-context.ts';

/**
 * Removes the HTTP API where no route is left in it. Two functions that lose their routes at the same time
 * have both seen those of the other: so it is looked at again, once a function's own are gone.
 */
export async function removeEmptyApi(
  context: TriggerContext,
  kinds: readonly KindOfTriggers[],
): Promise<void> {
  const routes = kinds.find(({ type }) => type === 'httpApi');
  const api = kinds.find(({ type }) => type === 'api');
  const isNeeded = api === undefined || api.declared.length > 0 || api.found.length > 0;
  if (isNeeded || routes === undefined || routes.found.length === 0) return;
  for (const found of await api.kind.read(context, [])) await api.kind.remove(context, found);
}
