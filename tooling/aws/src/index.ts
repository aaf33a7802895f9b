export { createAwsClients, type AwsClients } from './clients.ts';
export { createFunctionStore } from './create-function-store.ts';
export { invokeFunction } from './invoke-function.ts';
