import type { GetProvisionedConcurrencyConfigResponse } from '@aws-sdk/client-lambda';
import {
  allocatedOf,
  isReady,
  type ProvisionedConcurrency,
} from '../document/change-provisioned.ts';

/** @param nowMs undefined for the answer to the change itself, which is never finished there. */
export function showProvisioned(
  config: ProvisionedConcurrency,
  nowMs: number | undefined,
): GetProvisionedConcurrencyConfigResponse {
  const ready = nowMs !== undefined && isReady(config, nowMs);
  const allocated = ready ? allocatedOf(config, nowMs) : config.allocatedBefore;
  return {
    RequestedProvisionedConcurrentExecutions: config.requested,
    AllocatedProvisionedConcurrentExecutions: allocated,
    AvailableProvisionedConcurrentExecutions: allocated,
    Status: ready ? 'READY' : 'IN_PROGRESS',
    LastModified: new Date(config.lastModifiedMs).toISOString().replace(/\.\d+Z$/, '+0000'),
  };
}
