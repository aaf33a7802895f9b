export type { AliasHint, AliasMemory } from './alias-memory.ts';
export { adoptFunction, readAdoptable, type AdoptableFunction } from './adopt-function.ts';
export { createAwsClients, type AwsClients } from './clients.ts';
export { createFunctionStore } from './create-function-store.ts';
export { createMonitor } from './create-monitor.ts';
export { createVersionStore } from './create-version-store.ts';
export { invokeFunction } from './invoke-function.ts';
