import { removeEventInvokeConfig } from './change-event-invoke-config.ts';
import { removeProvisioned } from './change-provisioned.ts';
import type { FunctionDocument } from './function-document.ts';

/** Takes away all that was configured for a version or an alias which is no more. */
export function removeQualifier(document: FunctionDocument, qualifier: string): FunctionDocument {
  const { [qualifier]: _policy, ...policies } = document.policies;
  const { [qualifier]: _runtime, ...runtimeManagement } = document.runtimeManagement ?? {};
  const rest = { ...document, policies, runtimeManagement };
  return removeProvisioned(removeEventInvokeConfig(rest, qualifier), qualifier);
}
