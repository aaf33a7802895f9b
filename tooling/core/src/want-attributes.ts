import type { FunctionAttributes } from './function-settings.ts';
import type { MergedConfig } from './merge-configs.ts';
import { ownershipTags, type Ownership } from './ownership.ts';

/** The attributes that a configuration comes to. */
export function wantAttributes(config: MergedConfig, ownership: Ownership): FunctionAttributes {
  const declared = Object.entries(config.tags ?? {});
  const tags = declared.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  const removed = declared.flatMap(([key, value]) => (value === null ? [key] : []));
  return {
    tags: { ...Object.fromEntries(tags), ...ownershipTags(ownership) },
    ...(removed.length > 0 && { removedTags: removed.sort() }),
    reservedConcurrency: config.reservedConcurrency,
    logRetentionInDays: config.logging?.retentionInDays,
    provisionedConcurrency: config.provisionedConcurrency,
    asyncInvocation: config.asyncInvocation,
    recursion: config.recursion === null ? 'Terminate' : config.recursion,
    runtimeManagement:
      config.runtimeManagement === null ? { updateRuntimeOn: 'Auto' } : config.runtimeManagement,
    codeSigningConfigArn: config.codeSigningConfigArn,
  };
}
