import type { FunctionDocument } from './function-document.ts';

/** How asynchronous invocations of a version or an alias are handled. */
export interface EventInvokeConfig {
  readonly lastModifiedMs: number;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
  /** ARNs. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

export function putEventInvokeConfig(
  document: FunctionDocument,
  qualifier: string,
  config: EventInvokeConfig,
): FunctionDocument {
  return {
    ...document,
    eventInvokeConfigs: { ...document.eventInvokeConfigs, [qualifier]: config },
  };
}

export function removeEventInvokeConfig(
  document: FunctionDocument,
  qualifier: string,
): FunctionDocument {
  const { [qualifier]: _removed, ...eventInvokeConfigs } = document.eventInvokeConfigs ?? {};
  return { ...document, eventInvokeConfigs };
}
