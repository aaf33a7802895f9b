import type { GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import { lambdaLimits } from '../lambda-limits.ts';
import { reservedOf } from './concurrency.ts';
import type { LambdaWorld } from './lambda-world.ts';
import { codeStorageUsed } from './check-code-storage.ts';

export const accountOperations = (world: LambdaWorld) => ({
  async GetAccountSettings(): Promise<GetAccountSettingsResponse> {
    const functions = world.store.list();
    return {
      AccountLimit: {
        TotalCodeSize: lambdaLimits.codeStorageBytes,
        CodeSizeUnzipped: lambdaLimits.unzippedBytes,
        CodeSizeZipped: lambdaLimits.zippedBytes,
        ConcurrentExecutions: lambdaLimits.concurrentExecutions,
        UnreservedConcurrentExecutions: lambdaLimits.concurrentExecutions - reservedOf(functions),
      },
      AccountUsage: {
        TotalCodeSize: codeStorageUsed(world),
        FunctionCount: functions.length,
      },
    };
  },
});
