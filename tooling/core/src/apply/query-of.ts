import type { WantedFunction } from '../wanted-function.ts';
import type { FunctionQuery } from './function-store.ts';

/** What has to be read of a function to compare it with what it shall be. */
export function queryOf({
  functionName,
  settings,
  attributes,
}: Pick<WantedFunction, 'functionName' | 'settings' | 'attributes'>): FunctionQuery {
  return {
    functionName,
    withLogRetention: attributes.logRetentionInDays !== undefined,
    logGroup: settings.logging?.logGroup,
  };
}
