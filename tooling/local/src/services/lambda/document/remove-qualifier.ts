import { removeEventInvokeConfig } from './change-event-invoke-config.ts';
import type { FunctionDocument } from './function-document.ts';

/** Takes away all that was configured for a version or an alias which is no more. */
export function removeQualifier(document: FunctionDocument, qualifier: string): FunctionDocument {
  const { [qualifier]: _policy, ...policies } = document.policies;
  return removeEventInvokeConfig({ ...document, policies }, qualifier);
}
