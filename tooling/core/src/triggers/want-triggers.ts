import type { Stage } from '../config/deploy-config.ts';
import type { MergedConfig } from '../merge-configs.ts';
import type { WantedTriggers } from './trigger-mark.ts';
import { triggerWarnings } from './trigger-warnings.ts';

/** What shall start a function in a stage, and what is to be said of it. */
export function wantTriggers(
  { triggers = [], timeout, permissions = [] }: MergedConfig,
  { httpApi = {}, rolePath, permissionsBoundary }: Stage,
): { readonly triggers: WantedTriggers; readonly warnings?: readonly string[] } {
  const hasRoutes = triggers.some(({ type }) => type === 'httpApi');
  const hasSchedule = triggers.some(({ type }) => type === 'schedule');
  const role = {
    path: rolePath,
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
  };
  const warnings = triggerWarnings({ triggers, timeout: timeout ?? undefined, permissions });
  return {
    triggers: { triggers, ...(hasRoutes && { httpApi }), ...(hasSchedule && { role }) },
    ...(warnings.length > 0 && { warnings }),
  };
}
